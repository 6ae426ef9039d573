// The webhooks of the person who is signed in.
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Webhooks } from '#components/webhooks/webhooks.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('webhooks'))('title') };
}

export default function WebhooksPage() {
  return <Webhooks />;
}
