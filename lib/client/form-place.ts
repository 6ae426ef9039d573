// Where a form is: the page that leads back to it, and the name its files carry over the whole app.
import type { Noun } from '#lib/shared/schemas/record.ts';

const parameter = 'draft';
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The page of a form with the draft it is written in: whoever opens it goes on with that draft. */
export function draftPage(page: string, draftId: string): string {
  return `${page}?${parameter}=${draftId}`;
}

/** The draft an address names; null when it names none. */
export function draftOf(search: Pick<URLSearchParams, 'get'>): string | null {
  const draftId = search.get(parameter);
  return draftId && uuid.test(draftId) ? draftId : null;
}

/** The same for a page, as uploads carry it. */
export function draftOfPage(page: string | null): string | null {
  return page === null ? null : draftOf(new URL(page, 'http://app').searchParams);
}

/** Names a form. The slots of its files begin with it. */
export function formPlace(noun: Noun, recordId: string | undefined, draftId: string): string {
  return `${noun}:${recordId ?? 'new'}:${draftId}`;
}

/** Whether a slot belongs to that form. */
export function isSlotOf(place: string, slot: string | null): boolean {
  return slot?.startsWith(`${place}:`) ?? false;
}
