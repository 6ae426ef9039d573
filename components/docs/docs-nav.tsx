// The chapters and operations of the documentation, beside it or, where it is narrow, folded above it.
import { useTranslations } from 'next-intl';
import type { Shown } from './operation-section.tsx';

export type Chapter = { name: string; description: string; operations: Shown[] };

export function DocsNav({ chapters }: { chapters: Chapter[] }) {
  const t = useTranslations('docs');
  return (
    <nav aria-label={t('contents')}>
      <ul className="grid gap-4 text-sm">
        <li>
          <a href="#walk-through" className="font-medium hover:underline">
            {t('walkThrough')}
          </a>
        </li>
        {chapters.map(({ name, operations }) => (
          <li key={name} lang="en">
            <a href={`#${name}`} className="font-medium hover:underline">
              {name}
            </a>
            <ul className="mt-1 grid gap-0.5 border-line border-l pl-3">
              {operations.map(({ operation }) => (
                <li key={operation.operationId}>
                  <a
                    href={`#${operation.operationId}`}
                    className="block py-1 text-ink-muted hover:text-ink hover:underline"
                  >
                    {operation.summary}
                  </a>
                </li>
              ))}
            </ul>
          </li>
        ))}
        <li>
          <a href="#schemas" className="font-medium hover:underline">
            {t('schemas')}
          </a>
        </li>
      </ul>
    </nav>
  );
}
