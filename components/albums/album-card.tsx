'use client';
// One album in the list: its name over its first four pictures.
import { Image as ImageIcon, Images } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { RecordCard } from '#components/records/record-item.tsx';
import { RecordPicture } from '#components/records/record-picture.tsx';
import { pages } from '#lib/shared/paths.ts';
import type { Album } from '#lib/shared/schemas/album.ts';

export function AlbumCard({ record: album }: { record: Album }) {
  const t = useTranslations('album');
  return (
    <RecordCard
      record={album}
      title={album.title}
      href={pages.editAlbum(album.id)}
      facts={[t('photoCount', { count: album.photoIds.length })]}
      picture={<Mosaic photos={album.photos} />}
    />
  );
}

/** One picture fills it; of more, four share it. */
function Mosaic({ photos }: Pick<Album, 'photos'>) {
  if (photos.length < 2) {
    return <RecordPicture of={photos.map(({ media }) => media)} icon={Images} shape="card" />;
  }
  return (
    <div className="grid aspect-[4/3] grid-cols-2 content-start gap-px overflow-hidden bg-sunken">
      {photos.slice(0, 4).map(({ id, media }) => (
        <RecordPicture key={id} of={[media]} icon={ImageIcon} shape="card" />
      ))}
    </div>
  );
}
