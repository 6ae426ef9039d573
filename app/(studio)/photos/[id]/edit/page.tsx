// The form of a photo that exists.
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { EditPhoto } from '#components/photos/edit-photo.tsx';
import { requireActor } from '#lib/auth/session.ts';
import { getPhoto } from '#lib/catalog/photos.ts';
import { ports } from '#lib/ports/ports.ts';
import { EditPage } from '../../../edit-page.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('records');
  return { title: t('photo.editTitle') };
}

export default async function EditPhotoPage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireActor();
  const { id } = await params;
  return (
    <EditPage noun="photo" id={id} read={() => getPhoto(id, { actor, ports: ports() })}>
      <EditPhoto key={id} id={id} />
    </EditPage>
  );
}
