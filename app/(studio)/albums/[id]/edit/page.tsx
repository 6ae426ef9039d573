// The form of an album that exists.
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { EditAlbum } from '#components/albums/edit-album.tsx';
import { requireActor } from '#lib/auth/session.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('records');
  return { title: t('album.editTitle') };
}

export default async function EditAlbumPage({ params }: { params: Promise<{ id: string }> }) {
  await requireActor();
  const { id } = await params;
  return <EditAlbum key={id} id={id} />;
}
