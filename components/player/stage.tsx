// What stands where a film would be while there is none.
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

type StageProps = { icon: LucideIcon; title: string; text?: string; children?: ReactNode };

export function Stage({ icon: Icon, title, text, children }: StageProps) {
  return (
    <div className="grid aspect-video min-h-72 w-full place-content-center justify-items-center gap-3 bg-stage px-6 text-center text-on-stage sm:rounded-xl">
      <Icon aria-hidden className="size-9 opacity-80" />
      <h2 className="font-semibold text-xl">{title}</h2>
      {text && <p className="max-w-md opacity-80">{text}</p>}
      {children}
    </div>
  );
}
