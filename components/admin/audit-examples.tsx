// Names of what is wrong: the first of each kind.
import { useTranslations } from 'next-intl';
import type { StorageReport } from '#lib/shared/schemas/storage-audit.ts';

type AuditExamplesProps = { report: StorageReport };

export function AuditExamples({ report }: AuditExamplesProps) {
  const t = useTranslations('storageAudit');
  const lists = [
    { name: 'orphans', keys: report.orphans.keys },
    { name: 'missing', keys: report.missing.found.map(({ key }) => key) },
    { name: 'mismatched', keys: report.mismatched.found.map(({ key }) => key) },
    { name: 'multiparts', keys: report.multiparts.keys },
  ] as const;
  return lists
    .filter(({ keys }) => keys.length > 0)
    .map(({ name, keys }) => (
      <section key={name}>
        <h3 className="mb-2 font-medium">{t(name)}</h3>
        <ul className="grid gap-1 break-all font-mono text-ink-muted text-xs">
          {keys.map((key, index) => (
            // Two sessions may be of one key.
            <li key={`${key} ${index.toString()}`}>{key}</li>
          ))}
        </ul>
      </section>
    ));
}
