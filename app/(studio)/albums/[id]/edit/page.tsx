// The form of an album that exists.
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { EditAlbum } from '#components/albums/edit-album.tsx';
import { requireActor } from '#lib/auth/session.ts';
import { getAlbum } from '#lib/catalog/albums.ts';
import { ports } from '#lib/ports/ports.ts';
import { EditPage } from '../../../edit-page.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('records');
  return { title: t('album.editTitle') };
}

export default async function EditAlbumPage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireActor();
  const { id } = await params;
  return (
    <EditPage noun="album" id={id} read={() => getAlbum(id, { actor, ports: ports() })}>
      <EditAlbum key={id} id={id} />
    </EditPage>
  );
}
