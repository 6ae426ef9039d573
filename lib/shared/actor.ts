// The person (or program) on whose behalf something happens; the domain is told, it never asks.

export type Role = 'admin' | 'editor';

/**
 * Pages say in it for whom they were made: another person may have signed in in the same browser since,
 * whose cookie the browser sends along.
 */
export const personHeader = 'cutroom-person';

export type Actor = { id: string; name: string; email: string; role: Role };

/** Editors see and change only what is theirs; admins everything. */
export function isAdmin(actor: Actor): boolean {
  return actor.role === 'admin';
}

/** Whether something with this owner is theirs to change. */
export function mayChange(actor: Actor, { owner }: { owner: { id: string } }): boolean {
  return isAdmin(actor) || owner.id === actor.id;
}
