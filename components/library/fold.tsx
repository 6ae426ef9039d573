'use client';
// A part of the details that is folded away until somebody wants to know.
import { ChevronDown } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { classNames } from '#components/ui/class-names.ts';

type FoldProps = {
  title: string;
  /** Drawn, and asked for, once it is open. */
  children: () => ReactNode;
};

export function Fold({ title, children }: FoldProps) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  return (
    <section className="rounded-lg border border-line">
      <h3>
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!isOpen)}
          className="flex min-h-11 w-full items-center gap-2 rounded-lg px-4 text-left font-medium text-sm hover:bg-sunken"
        >
          {title}
          <ChevronDown
            aria-hidden
            className={classNames(
              'ml-auto size-4.5 text-ink-muted transition-transform',
              isOpen && 'rotate-180',
            )}
          />
        </button>
      </h3>
      <div id={id} hidden={!isOpen} className="border-line border-t">
        {isOpen && children()}
      </div>
    </section>
  );
}
