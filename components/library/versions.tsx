'use client';
// What was made of a file, folded away until somebody wants to know; each of it can be made again.
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { useRenditions, useReprocessMedia } from '#lib/client/media.ts';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import { type RenditionName, renditionGroups } from '#lib/shared/renditions.ts';
import type { Media } from '#lib/shared/schemas/media.ts';
import { Fold } from './fold.tsx';
import { ReprocessError } from './reprocess-error.tsx';
import { VersionGroup } from './version-group.tsx';

export function Versions({ media }: { media: Media }) {
  const t = useTranslations('library');
  // While it is sent there is nothing to look at.
  if (media.status === 'uploading') return null;
  return <Fold title={t('versions.title')}>{() => <VersionList media={media} />}</Fold>;
}

function VersionList({ media }: { media: Media }) {
  const t = useTranslations('library');
  const words = useTranslations('media');
  const errorSentence = useErrorSentence();
  const { data: renditions, error } = useRenditions(media.id, true);
  const reprocess = useReprocessMedia();
  const { isPending, variables } = reprocess;
  if (error) {
    return (
      <Framed>
        <Notice tone="danger">{errorSentence(error)}</Notice>
      </Framed>
    );
  }
  if (!renditions) return <Skeleton className="m-4 h-24" />;
  const groups = renditionGroups[media.type]
    .map((names) => renditions.filter(({ name }) => names.includes(name)))
    .filter((group) => group.length > 0);
  const canBegin = (media.status === 'ready' || media.status === 'failed') && !isPending;
  const again = (names: RenditionName[]) => reprocess.mutate({ id: media.id, renditions: names });
  return (
    <>
      {groups.length === 0 && (
        <p className="px-4 py-3.5 text-ink-muted text-sm">{t('versions.none')}</p>
      )}
      {groups.map((group) => (
        <VersionGroup
          key={group[0]?.name}
          renditions={group}
          media={media}
          canBegin={canBegin}
          onAgain={again}
        />
      ))}
      {media.status !== 'failed' && (
        <div className="border-line border-t px-2 py-1.5 first:border-t-0">
          <Button
            look="quiet"
            size="small"
            isBusy={isPending && variables.force === true}
            isWaiting={!canBegin}
            onClick={() => reprocess.mutate({ id: media.id, force: true })}
          >
            {words('makeAllAgain')}
          </Button>
        </div>
      )}
      {reprocess.error && (
        <Framed>
          <ReprocessError error={reprocess.error} />
        </Framed>
      )}
    </>
  );
}

function Framed({ children }: { children: ReactNode }) {
  return <div className="p-4">{children}</div>;
}
