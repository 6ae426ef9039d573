// Says that there is nothing to show, why, and what to do about it.
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

type EmptyStateProps = {
  icon: LucideIcon;
  title: string;
  text: string;
  /** On a page that holds nothing else, its title is the page's. */
  heading?: 'h1' | 'h2';
  children?: ReactNode;
};

export function EmptyState({
  icon: Icon,
  title,
  text,
  heading: Heading = 'h2',
  children,
}: EmptyStateProps) {
  return (
    <div className="grid justify-items-center gap-3 rounded-xl border border-line border-dashed px-6 py-16 text-center">
      <span className="grid size-12 place-items-center rounded-full bg-accent-soft text-accent-strong">
        <Icon aria-hidden className="size-6" />
      </span>
      <Heading className="font-semibold text-lg">{title}</Heading>
      <p className="max-w-md text-ink-muted">{text}</p>
      {children && <div className="mt-3">{children}</div>}
    </div>
  );
}
