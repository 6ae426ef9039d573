'use client';
// One photo in the grid.
import { Image as ImageIcon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { RecordCard } from '#components/records/record-item.tsx';
import { RecordPicture } from '#components/records/record-picture.tsx';
import { StateBadge } from '#components/records/state-badge.tsx';
import { pages } from '#lib/shared/paths.ts';
import type { Photo } from '#lib/shared/schemas/photo.ts';

export function PhotoCard({ record: photo }: { record: Photo }) {
  const t = useTranslations('photo');
  return (
    <RecordCard
      record={photo}
      title={photo.title}
      href={pages.editPhoto(photo.id)}
      facts={[photo.alt || t('noAlt')]}
      picture={<RecordPicture of={[photo.media]} icon={ImageIcon} shape="card" />}
      badges={<StateBadge media={photo.media} />}
    />
  );
}
