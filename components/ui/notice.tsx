// A sentence that must not be missed, in its place on the page.
import { CircleAlert, Info } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

const tones = {
  danger: 'bg-danger-soft text-danger',
  notice: 'bg-notice-soft text-notice',
};

type NoticeProps = { tone: keyof typeof tones; children: ReactNode };

export function Notice({ tone, children }: NoticeProps) {
  const Icon = tone === 'danger' ? CircleAlert : Info;
  return (
    <div
      role={tone === 'danger' ? 'alert' : 'status'}
      className={classNames('flex items-start gap-2.5 rounded-md px-3.5 py-3 text-sm', tones[tone])}
    >
      <Icon aria-hidden className="mt-0.5 size-4.5 shrink-0" />
      <div className="min-w-0">{children}</div>
    </div>
  );
}
