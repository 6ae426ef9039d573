// The start page: there is nothing to see here, so it leads on.
import { redirect } from 'next/navigation';
import { currentActor } from '#lib/auth/session.ts';
import { pages } from '#lib/shared/paths.ts';

export default async function HomePage() {
  redirect((await currentActor()) ? pages.films() : pages.signIn());
}
