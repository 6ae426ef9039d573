// Who is looking at a page.
import 'server-only';
import { cookies } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { cache } from 'react';
import { ports } from '../ports/ports.ts';
import { type Actor, isAdmin } from '../shared/actor.ts';
import { pages } from '../shared/paths.ts';
import { actorOf } from './actor-of.ts';

/** The person behind the current page, or null; asked once per request. */
export const currentActor = cache(async (): Promise<Actor | null> => {
  const all = (await cookies()).getAll();
  return actorOf(Object.fromEntries(all.map(({ name, value }) => [name, value])), ports());
});

/** Sends people who are not signed in to the sign-in page. */
export async function requireActor(): Promise<Actor> {
  return (await currentActor()) ?? redirect(pages.signIn());
}

/** For admin pages: everybody else need not know that the page exists. */
export async function requireAdmin(): Promise<Actor> {
  const actor = await requireActor();
  return isAdmin(actor) ? actor : notFound();
}
