// The form of a new video.
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageHeader } from '#components/layout/page-header.tsx';
import { VideoForm } from '#components/videos/video-form.tsx';
import { requireActor } from '#lib/auth/session.ts';
import { pages } from '#lib/shared/paths.ts';
import { WithCategories } from '../../with-categories.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('records');
  return { title: t('video.new') };
}

export default async function NewVideoPage() {
  await requireActor();
  const t = await getTranslations('records');
  return (
    <>
      <PageHeader title={t('video.new')} back={{ href: pages.videos(), label: t('video.back') }} />
      <WithCategories>
        <VideoForm />
      </WithCategories>
    </>
  );
}
