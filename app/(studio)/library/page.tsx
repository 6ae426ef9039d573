// The library: where files are brought in many at once, and found again.
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Library } from '#components/library/library.tsx';
import { requireActor } from '#lib/auth/session.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('library');
  return { title: t('title') };
}

export default async function LibraryPage() {
  await requireActor();
  return <Library />;
}
