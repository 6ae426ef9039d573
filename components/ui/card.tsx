// A sheet that groups what belongs together.
import type { ReactNode } from 'react';

type CardProps = { title?: string; children: ReactNode };

export function Card({ title, children }: CardProps) {
  return (
    <section className="rounded-xl border border-line bg-surface p-5 shadow-card sm:p-7">
      {title && <h2 className="mb-5 font-semibold text-lg">{title}</h2>}
      {children}
    </section>
  );
}
