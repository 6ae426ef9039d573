// What an operation may answer, by status.
import { useTranslations } from 'next-intl';
import type { Responses } from '#lib/shared/open-api.ts';
import { Folded } from './folded.tsx';
import { Prose } from './prose.tsx';
import { TypeLink } from './type-link.tsx';
import { typeText } from './type-text.ts';

type OperationAnswersProps = { responses: Responses; names: ReadonlySet<string> };

export function OperationAnswers({ responses, names }: OperationAnswersProps) {
  const t = useTranslations('docs');
  return (
    <Folded title={t('answers')}>
      <dl className="grid gap-2 text-sm" lang="en">
        {Object.entries(responses).map(([status, { description, content = {} }]) => (
          <div key={status} className="grid gap-x-4 sm:grid-cols-[3rem_minmax(0,1fr)]">
            <dt className="font-mono text-xs leading-6">{status}</dt>
            <dd className="min-w-0">
              {Object.entries(content).map(([contentType, { schema = {} }]) => (
                <p key={contentType} className="text-xs leading-6">
                  {contentType}: <TypeLink type={typeText(schema)} names={names} />
                </p>
              ))}
              <p className="text-ink-muted">
                <Prose text={description} />
              </p>
            </dd>
          </div>
        ))}
      </dl>
    </Folded>
  );
}
