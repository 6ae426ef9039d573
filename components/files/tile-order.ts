// The files at one place of a form, in their order: those the server has, and those still on their way.
import { isStored, type Upload } from '#lib/client/upload/upload.ts';

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
};
export const emptyOrder: Order = { places: [], value: [], gone: [] };

/** The media of the form: those that are stored, in order. */
export function mediaIdsOf(places: readonly Place[]): string[] {
  return places.flatMap(({ mediaId }) => mediaId ?? []);
}

/**
 * The order with what happened since: uploads that began, were stored or went away. When the form was
 * filled anew (`value` is neither what it was nor what this order says), the form is right, and files
 * on their way keep their position among the others. Answers `order` itself when nothing changed.
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
  const kept = isFilledAnew ? filledAnew(followed, value, here) : followed;
  const places = [...kept, ...newPlaces(kept, here)];
  const next: Order = {
    places: isSame(places, order.places) ? order.places : places,
    value: isSame(value, order.value) ? order.value : value,
    gone: isSame(gone, order.gone) ? order.gone : gone,
  };
  const isUnchanged =
    next.places === order.places && next.value === order.value && next.gone === order.gone;
  return isUnchanged ? order : next;
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
): readonly Place[] {
  const stored = value.map(
    (id) => places.find(({ mediaId }) => mediaId === id) ?? { key: id, mediaId: id },
  );
  return places.reduce<readonly Place[]>((filled, place, index) => {
    const isOfForm = filled.includes(place) || !uploads.some(({ id }) => id === place.key);
    return isOfForm ? filled : filled.toSpliced(Math.min(index, filled.length), 0, place);
  }, stored);
}

/** Places for uploads that have none yet, at the end. */
function newPlaces(places: readonly Place[], uploads: readonly Upload[]): readonly Place[] {
  const known = new Set([...places.map(({ key }) => key), ...mediaIdsOf(places)]);
  return uploads.flatMap((upload) => {
    const mediaId = storedMediaId(upload);
    if (known.has(upload.id) || (mediaId && known.has(mediaId))) return [];
    if (mediaId) known.add(mediaId);
    return [{ key: upload.id, mediaId }];
  });
}
