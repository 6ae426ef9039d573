// The form of a new photo.
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageHeader } from '#components/layout/page-header.tsx';
import { PhotoForm } from '#components/photos/photo-form.tsx';
import { requireActor } from '#lib/auth/session.ts';
import { pages } from '#lib/shared/paths.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('records');
  return { title: t('photo.new') };
}

export default async function NewPhotoPage() {
  await requireActor();
  const t = await getTranslations('records');
  return (
    <>
      <PageHeader title={t('photo.new')} back={{ href: pages.photos(), label: t('photo.back') }} />
      <PhotoForm />
    </>
  );
}
