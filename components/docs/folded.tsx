// What is there for who wants to know; it opens without any script.
import type { ReactNode } from 'react';

export function Folded({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className="min-w-0 rounded-lg border border-line">
      <summary className="min-h-11 cursor-pointer rounded-lg px-4 py-2.5 font-medium text-sm hover:bg-sunken">
        {title}
      </summary>
      <div className="grid min-w-0 gap-3 border-line border-t p-4">{children}</div>
    </details>
  );
}
