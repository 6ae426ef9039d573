// The API tokens of the person who is signed in.
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Tokens } from '#components/tokens/tokens.tsx';
import { requireActor } from '#lib/auth/session.ts';
import { isAdmin } from '#lib/shared/actor.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('tokens'))('title') };
}

export default async function TokensPage() {
  return <Tokens isAdmin={isAdmin(await requireActor())} />;
}
