// Fields, parameters: what each is called, what it is, what it is for.
import { useTranslations } from 'next-intl';
import { Prose } from './prose.tsx';
import { TypeLink } from './type-link.tsx';
import type { FieldRow } from './type-text.ts';

type Row = FieldRow & { note?: string };

export function FieldList({ rows, names }: { rows: Row[]; names: ReadonlySet<string> }) {
  const t = useTranslations('docs');
  return (
    <dl className="divide-y divide-line text-sm" lang="en">
      {rows.map(({ name, isRequired, type, limits, note }) => (
        <div key={name} className="grid gap-x-4 gap-y-0.5 py-2 sm:grid-cols-[14rem_minmax(0,1fr)]">
          <dt className="break-words font-mono text-xs leading-6">
            {name}
            {isRequired && <span className="ml-2 font-sans text-danger">{t('required')}</span>}
          </dt>
          <dd className="min-w-0">
            <TypeLink type={type} names={names} />
            {limits && <span className="ml-2 break-words text-ink-muted text-xs">{limits}</span>}
            {note && (
              <p className="text-ink-muted">
                <Prose text={note} />
              </p>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
