// Where a form is: the page that leads back to it, and the name its files carry over the whole app.
import { pages } from '#lib/shared/paths.ts';
import { type Noun, nouns } from '#lib/shared/schemas/record.ts';

const parameter = 'draft';
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const formPages: Record<Noun, { create: string; edit: (id: string) => string }> = {
  film: { create: pages.newFilm(), edit: pages.editFilm },
  video: { create: pages.newVideo(), edit: pages.editVideo },
  photo: { create: pages.newPhoto(), edit: pages.editPhoto },
  album: { create: pages.newAlbum(), edit: pages.editAlbum },
  product: { create: pages.newProduct(), edit: pages.editProduct },
};

/** The form of a record, or of a new one. */
export function formPage(noun: Noun, recordId: string | null | undefined): string {
  const { create, edit } = formPages[noun];
  return recordId ? edit(recordId) : create;
}

/** The page of a form with the draft it is written in: whoever opens it goes on with that draft. */
export function draftPage(page: string, draftId: string): string {
  return `${page}?${parameter}=${draftId}`;
}

/** The draft an address names; null when it names none. */
export function draftOf(search: Pick<URLSearchParams, 'get'>): string | null {
  const draftId = search.get(parameter);
  return draftId && uuid.test(draftId) ? draftId : null;
}

/** Names a form. The slots of its files begin with it and a colon. */
export function formPlace(
  noun: Noun,
  recordId: string | null | undefined,
  draftId: string,
): string {
  return `${noun}:${recordId ?? 'new'}:${draftId}`;
}

/** Whether a slot belongs to that form. */
export function isSlotOf(place: string, slot: string | null): boolean {
  return slot?.startsWith(`${place}:`) ?? false;
}

/** The form a slot is in; null for a slot of something else. */
export function formOfSlot(slot: string | null): { page: string; draftId: string } | null {
  const [word, recordId, draftId] = slot?.split(':') ?? [];
  const noun = nouns.find((each) => each === word);
  if (!noun || !recordId || !draftId || !uuid.test(draftId)) return null;
  const page = draftPage(formPage(noun, recordId === 'new' ? null : recordId), draftId);
  return { page, draftId };
}
