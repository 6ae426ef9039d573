// The form of a video that exists.
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { EditVideo } from '#components/videos/edit-video.tsx';
import { requireActor } from '#lib/auth/session.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('records');
  return { title: t('video.editTitle') };
}

export default async function EditVideoPage({ params }: { params: Promise<{ id: string }> }) {
  await requireActor();
  const { id } = await params;
  return <EditVideo key={id} id={id} />;
}
