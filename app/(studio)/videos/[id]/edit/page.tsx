// The form of a video that exists.
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { EditVideo } from '#components/videos/edit-video.tsx';
import { requireActor } from '#lib/auth/session.ts';
import { getVideo } from '#lib/catalog/videos.ts';
import { ports } from '#lib/ports/ports.ts';
import { EditPage } from '../../../edit-page.tsx';
import { WithCategories } from '../../../with-categories.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('records');
  return { title: t('video.editTitle') };
}

export default async function EditVideoPage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireActor();
  const { id } = await params;
  return (
    <EditPage noun="video" id={id} read={() => getVideo(id, { actor, ports: ports() })}>
      <WithCategories>
        <EditVideo key={id} id={id} />
      </WithCategories>
    </EditPage>
  );
}
