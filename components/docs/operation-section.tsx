// One operation: what it does, what it takes, what it answers, and how curl asks for it.
import { useTranslations } from 'next-intl';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import type { Operation } from '#lib/shared/open-api.ts';
import { CodeBlock } from './code-block.tsx';
import { CurlExample } from './curl-example.tsx';
import { FieldList } from './field-list.tsx';
import { Folded } from './folded.tsx';
import { OperationAnswers } from './operation-answers.tsx';
import { Prose } from './prose.tsx';
import { TypeLink } from './type-link.tsx';
import { limitsText, typeText } from './type-text.ts';

export type Shown = { method: string; path: string; operation: Operation };

const tones: Record<string, Tone> = {
  GET: 'success',
  DELETE: 'danger',
  PATCH: 'notice',
  PUT: 'notice',
};

type OperationSectionProps = Shown & { names: ReadonlySet<string> };

export function OperationSection({ method, path, operation, names }: OperationSectionProps) {
  const t = useTranslations('docs');
  const { operationId, summary, description, parameters, requestBody } = operation;
  const body = Object.values(requestBody?.content ?? {})[0];
  return (
    <section
      id={operationId}
      aria-labelledby={`${operationId}-title`}
      className="grid min-w-0 scroll-mt-20 gap-3 border-line border-t py-7"
    >
      <h3 id={`${operationId}-title`} lang="en" className="font-semibold text-lg">
        {summary}
      </h3>
      <p className="flex min-w-0 flex-wrap items-center gap-2">
        <Badge tone={tones[method] ?? 'accent'}>{method}</Badge>
        <code className="min-w-0 break-all font-mono text-sm">{path}</code>
      </p>
      <p lang="en" className="max-w-prose text-ink-muted">
        <Prose text={description} />
      </p>
      <CurlExample name={`${method} ${path}`} />
      {parameters.length > 0 && (
        <Folded title={t('parameters')}>
          <FieldList
            names={names}
            rows={parameters.map((one) => ({
              ...{ name: one.name, isRequired: one.required, type: typeText(one.schema) },
              ...{ limits: [one.in, limitsText(one.schema)].filter(Boolean).join(', ') },
              ...(one.description ? { note: one.description } : {}),
            }))}
          />
        </Folded>
      )}
      {body && (
        <Folded title={t('body')}>
          <p className="text-sm">
            {Object.keys(requestBody?.content ?? {}).join(', ')}
            {body.schema && (
              <>
                {': '}
                <TypeLink type={typeText(body.schema)} names={names} />
              </>
            )}
          </p>
          {body.example !== undefined && (
            <CodeBlock label={t('exampleBody')} text={JSON.stringify(body.example, null, 2)} />
          )}
        </Folded>
      )}
      <OperationAnswers responses={operation.responses} names={names} />
    </section>
  );
}
