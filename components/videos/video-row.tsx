'use client';
// One video in the list.
import { Video as VideoIcon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { RecordRow } from '#components/records/record-item.tsx';
import { RecordPicture } from '#components/records/record-picture.tsx';
import { StateBadge } from '#components/records/state-badge.tsx';
import { useCategoryName } from '#components/records/use-category-name.ts';
import { useDay } from '#components/records/use-day.ts';
import { Badge } from '#components/ui/badge.tsx';
import { formatClock } from '#lib/client/format.ts';
import { pages } from '#lib/shared/paths.ts';
import type { Video } from '#lib/shared/schemas/video.ts';

export function VideoRow({ record: video }: { record: Video }) {
  const t = useTranslations('video');
  const day = useDay();
  const category = useCategoryName(video.categoryId);
  const { cover, media } = video;
  const length = media?.duration ? formatClock(media.duration) : null;
  return (
    <RecordRow
      record={video}
      title={video.title}
      href={pages.editVideo(video.id)}
      facts={[length, category, day(video.updatedAt)]}
      picture={<RecordPicture of={[cover, media]} icon={VideoIcon} shape="row" />}
      badges={media ? <StateBadge media={media} /> : <Badge>{t('noFile')}</Badge>}
    />
  );
}
