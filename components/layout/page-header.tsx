// The head of a page: the way back, its title, what can be done.
import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';

type PageHeaderProps = {
  title: string;
  back?: { href: string; label: string };
  children?: ReactNode;
};

export function PageHeader({ title, back, children }: PageHeaderProps) {
  return (
    <div className="mb-7 grid grid-cols-1 gap-2">
      {back && (
        <Link
          href={back.href}
          className="inline-flex items-center gap-1.5 justify-self-start rounded-sm text-ink-muted text-sm hover:text-ink"
        >
          <ArrowLeft aria-hidden className="size-4" />
          {back.label}
        </Link>
      )}
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <h1 className="min-w-0 break-words font-semibold text-2xl">{title}</h1>
        {children && <div className="flex flex-wrap gap-2.5">{children}</div>}
      </div>
    </div>
  );
}
