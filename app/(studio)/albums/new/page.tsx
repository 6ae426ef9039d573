// The form of a new album.
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AlbumForm } from '#components/albums/album-form.tsx';
import { PageHeader } from '#components/layout/page-header.tsx';
import { requireActor } from '#lib/auth/session.ts';
import { pages } from '#lib/shared/paths.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('records');
  return { title: t('album.new') };
}

export default async function NewAlbumPage() {
  await requireActor();
  const t = await getTranslations('records');
  return (
    <>
      <PageHeader title={t('album.new')} back={{ href: pages.albums(), label: t('album.back') }} />
      <AlbumForm />
    </>
  );
}
