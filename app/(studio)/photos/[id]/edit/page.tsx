// The form of a photo that exists.
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { EditPhoto } from '#components/photos/edit-photo.tsx';
import { requireActor } from '#lib/auth/session.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('records');
  return { title: t('photo.editTitle') };
}

export default async function EditPhotoPage({ params }: { params: Promise<{ id: string }> }) {
  await requireActor();
  const { id } = await params;
  return <EditPhoto key={id} id={id} />;
}
