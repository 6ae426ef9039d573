// The document of the API as a page.
import { useTranslations } from 'next-intl';
import type { OpenApiDocument } from '#lib/shared/open-api.ts';
import { api } from '#lib/shared/paths.ts';
import { type Chapter, DocsNav } from './docs-nav.tsx';
import { FieldList } from './field-list.tsx';
import { Folded } from './folded.tsx';
import { OperationSection } from './operation-section.tsx';
import { Prose } from './prose.tsx';
import { fieldRows } from './type-text.ts';
import { WalkThroughList } from './walk-through-list.tsx';

export function ApiDocs({ document }: { document: OpenApiDocument }) {
  const t = useTranslations('docs');
  const chapters = chaptersOf(document);
  const names = new Set(Object.keys(document.components.schemas));
  return (
    <div className="grid min-w-0 gap-8 lg:grid-cols-[15rem_minmax(0,1fr)] lg:gap-12">
      <div className="lg:hidden">
        <Folded title={t('contents')}>
          <DocsNav chapters={chapters} />
        </Folded>
      </div>
      <div className="sticky top-6 hidden max-h-[calc(100dvh-3rem)] overflow-y-auto lg:block">
        <DocsNav chapters={chapters} />
      </div>
      <div className="grid min-w-0 gap-12">
        <Beginning document={document} />
        {chapters.map(({ name, description, operations }) => (
          <section key={name} aria-labelledby={name} className="min-w-0">
            <h2 id={name} lang="en" className="scroll-mt-6 font-semibold text-2xl">
              {name}
            </h2>
            <p lang="en" className="mt-1 mb-5 text-ink-muted">
              {description}
            </p>
            {operations.map((shown) => (
              <OperationSection key={shown.operation.operationId} {...shown} names={names} />
            ))}
          </section>
        ))}
        <section aria-labelledby="schemas" className="grid min-w-0 gap-3">
          <h2 id="schemas" className="scroll-mt-6 font-semibold text-2xl">
            {t('schemas')}
          </h2>
          {Object.entries(document.components.schemas).map(([name, schema]) => (
            <div key={name} id={`schema-${name}`} className="min-w-0 scroll-mt-6">
              <Folded title={name}>
                <FieldList rows={fieldRows(schema)} names={names} />
              </Folded>
            </div>
          ))}
        </section>
      </div>
    </div>
  );
}

function Beginning({ document: { info } }: { document: OpenApiDocument }) {
  const t = useTranslations('docs');
  return (
    <>
      <div className="grid max-w-prose gap-3">
        <h1 className="font-semibold text-3xl">{t('title')}</h1>
        {info.description.split('\n').map((line) => (
          <p key={line} lang="en" className="text-ink-muted">
            <Prose text={line} />
          </p>
        ))}
        <p>
          <a href={api.document()} className="text-accent underline">
            {t('download')}
          </a>
        </p>
      </div>
      <section aria-labelledby="walk-through" className="grid min-w-0 gap-5">
        <h2 id="walk-through" className="scroll-mt-6 font-semibold text-2xl">
          {t('walkThrough')}
        </h2>
        <p className="max-w-prose text-ink-muted">{t('walkThroughIntro')}</p>
        <WalkThroughList />
      </section>
    </>
  );
}

function chaptersOf({ tags, paths }: OpenApiDocument): Chapter[] {
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...{ method: method.toUpperCase(), path, operation },
    })),
  );
  return tags
    .map((tag) => ({
      ...tag,
      operations: all.filter(({ operation }) => operation.tags.includes(tag.name)),
    }))
    .filter(({ operations }) => operations.length > 0);
}
