// The files at one place of a form, in their order: those the server has, and those still on their way.
import { isStored, type Upload } from '#lib/client/upload/upload.ts';
import { indexAmong, withAmong } from './order-among.ts';

/**
 * The place of one file. It keeps its key from the drop on, stored or not: the id of its upload, or
 * that of its media when it was there before. `mediaId` is null until the server has the file.
 */
export type Place = { key: string; mediaId: string | null };

export type Order = {
  places: readonly Place[];
  /** What the form held when this was last brought up to date. */
  value: readonly string[];
  /** Uploads that were taken off the list and may be told of for a moment longer. */
  gone: readonly string[];
  /** The media in the order that was kept last: what comes back to the page later goes where it stood. */
  remembered: readonly string[];
};
export const emptyOrder: Order = { places: [], value: [], gone: [], remembered: [] };

/** The media of the form: those that are stored, in order. */
export function mediaIdsOf(places: readonly Place[]): string[] {
  return places.flatMap(({ mediaId }) => mediaId ?? []);
}

/**
 * The order with what happened since: uploads that began, were stored or went away. When the form was
 * filled anew (`value` is neither what it was nor what this order says), the form is right, and files
 * on their way stand where they are remembered, else keep their position. Answers `order` itself when nothing changed.
 */
export function broughtUpToDate(
  order: Order,
  value: readonly string[],
  uploads: readonly Upload[],
): Order {
  const gone = order.gone.filter((id) => uploads.some((upload) => upload.id === id));
  const here = uploads.filter(({ id }) => !gone.includes(id));
  const followed = followedUp(order.places, here);
  const isFilledAnew = !isSame(value, order.value) && !isSame(value, mediaIdsOf(followed));
  const { remembered } = order;
  const kept = isFilledAnew ? filledAnew(followed, value, here, remembered) : followed;
  const places = withNewPlaces(kept, here, remembered);
  const next: Order = {
    remembered,
    places: isSame(places, order.places) ? order.places : places,
    value: isSame(value, order.value) ? order.value : value,
    gone: isSame(gone, order.gone) ? order.gone : gone,
  };
  const isUnchanged =
    next.places === order.places && next.value === order.value && next.gone === order.gone;
  return isUnchanged ? order : next;
}

/**
 * The media of these places in order, also of those on their way as far as the server knows of them,
 * and of those that are remembered and did not come back to the page yet.
 */
export function mediaInOrder(
  places: readonly Place[],
  { places: before, remembered }: Order,
  uploads: readonly Upload[],
): readonly string[] {
  const known = knownMedia(before, uploads);
  const awaited = remembered.filter((id) => !known.includes(id));
  const here = knownMedia(places, uploads).filter((id) => id !== null);
  return awaited.reduce<readonly string[]>((ids, id) => withAmong(ids, id, remembered), here);
}

/** The order as it is kept with a draft. Those on their way are put there as soon as they are known. */
export function broughtBack(
  order: Order,
  remembered: readonly string[],
  uploads: readonly Upload[],
): Order {
  const media = knownMedia(order.places, uploads);
  const places = order.places.filter(
    ({ mediaId }, index) => mediaId !== null || !remembered.includes(media[index] ?? ''),
  );
  return { ...order, places, remembered };
}

/** The upload a file comes from, as long as the form was not saved since. */
export function uploadOf(place: Place, uploads: readonly Upload[]): Upload | undefined {
  return (
    uploads.find(({ id }) => id === place.key) ??
    uploads.find((upload) => place.mediaId !== null && storedMediaId(upload) === place.mediaId)
  );
}

/** Uploads that turned out to be a file the list has already: nothing shows them. */
export function uploadsWithoutPlace(
  places: readonly Place[],
  uploads: readonly Upload[],
): readonly Upload[] {
  return uploads.filter((upload) => !places.some((place) => uploadOf(place, uploads) === upload));
}

/** Moves one file; those between make room. An index outside the list is its end. */
export function moved(places: readonly Place[], key: string, index: number): readonly Place[] {
  const place = places.find((each) => each.key === key);
  if (!place) return places;
  const others = places.filter((each) => each !== place);
  const target = Math.max(0, Math.min(index, others.length));
  return others.toSpliced(target, 0, place);
}

/** Adds media at the end, each once. */
export function withMedia(places: readonly Place[], mediaIds: readonly string[]): readonly Place[] {
  const known = new Set(mediaIdsOf(places));
  const added = [...new Set(mediaIds)].filter((id) => !known.has(id));
  return [...places, ...added.map((id) => ({ key: id, mediaId: id }))];
}

/** Puts others where one was. Without it, they go to the end. */
export function exchanged(
  places: readonly Place[],
  key: string,
  others: readonly Place[],
): readonly Place[] {
  const index = places.findIndex((place) => place.key === key);
  return index < 0 ? [...places, ...others] : places.toSpliced(index, 1, ...others);
}

/** What was taken away, and where it was. */
export type Removed = readonly { place: Place; index: number }[];

export function without(
  places: readonly Place[],
  keys: ReadonlySet<string>,
): { places: readonly Place[]; removed: Removed } {
  const removed = places
    .map((place, index) => ({ place, index }))
    .filter(({ place }) => keys.has(place.key));
  return { places: places.filter(({ key }) => !keys.has(key)), removed };
}

/** Puts stored files back where they were; one that came back meanwhile stays where it is now. */
export function putBack(places: readonly Place[], removed: Removed): readonly Place[] {
  return removed.reduce((before, { place: { mediaId }, index }) => {
    if (!mediaId || mediaIdsOf(before).includes(mediaId)) return before;
    return before.toSpliced(index, 0, { key: mediaId, mediaId });
  }, places);
}

export function isSame<Item>(one: readonly Item[], other: readonly Item[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index]);
}

function storedMediaId(upload: Upload): string | null {
  return isStored(upload) ? upload.mediaId : null;
}

/** Each place with what became of its upload. Of two that turn out to be one file the older stays. */
function followedUp(places: readonly Place[], uploads: readonly Upload[]): readonly Place[] {
  const settled = new Set(
    places.flatMap(({ key, mediaId }) =>
      mediaId && !uploads.some(({ id }) => id === key) ? [mediaId] : [],
    ),
  );
  return places.flatMap((place) => {
    const upload = uploads.find(({ id }) => id === place.key);
    if (!upload) return place.mediaId ? [place] : [];
    const mediaId = storedMediaId(upload);
    if (mediaId && settled.has(mediaId)) return [];
    if (mediaId) settled.add(mediaId);
    return [mediaId === place.mediaId ? place : { ...place, mediaId }];
  });
}

function filledAnew(
  places: readonly Place[],
  value: readonly string[],
  uploads: readonly Upload[],
  remembered: readonly string[],
): readonly Place[] {
  const stored = value.map(
    (id) => places.find(({ mediaId }) => mediaId === id) ?? { key: id, mediaId: id },
  );
  return places.reduce<readonly Place[]>((filled, place, index) => {
    const upload = uploads.find(({ id }) => id === place.key);
    if (!upload || filled.includes(place)) return filled;
    const at = rememberedIndex(upload, filled, uploads, remembered) ?? index;
    return filled.toSpliced(Math.min(at, filled.length), 0, place);
  }, stored);
}

/** With places for uploads that had none yet: where they are remembered, else at the end. */
function withNewPlaces(
  places: readonly Place[],
  uploads: readonly Upload[],
  remembered: readonly string[],
): readonly Place[] {
  const known = new Set([...places.map(({ key }) => key), ...mediaIdsOf(places)]);
  return uploads.reduce((all, upload) => {
    const mediaId = storedMediaId(upload);
    if (known.has(upload.id) || (mediaId && known.has(mediaId))) return all;
    if (mediaId) known.add(mediaId);
    const at = rememberedIndex(upload, all, uploads, remembered) ?? all.length;
    return all.toSpliced(at, 0, { key: upload.id, mediaId });
  }, places);
}

/** Null for a file that is not remembered. */
function rememberedIndex(
  { mediaId }: Upload,
  places: readonly Place[],
  uploads: readonly Upload[],
  remembered: readonly string[],
): number | null {
  if (!mediaId || !remembered.includes(mediaId)) return null;
  return indexAmong(knownMedia(places, uploads), mediaId, remembered);
}

/** The media of each place as far as the server knows of it, stored or not. */
function knownMedia(
  places: readonly Place[],
  uploads: readonly Upload[],
): readonly (string | null)[] {
  const media = new Map(uploads.map(({ id, mediaId }) => [id, mediaId]));
  return places.map(({ key, mediaId }) => mediaId ?? media.get(key) ?? null);
}
