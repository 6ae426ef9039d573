// Every object that rows name, as one stream in key order.
import 'server-only';
import type { Database } from '../db/client.ts';
import {
  captionsAfter,
  endedUploadsAfter,
  type NamedRendition,
  type NamedRow,
  originalsAfter,
  renditionsAfter,
} from '../db/named-keys.ts';
import type { StoredKind } from '../shared/schemas/storage-audit.ts';
import { isOwnKey, renditionPrefix } from '../storage/keys.ts';
import { type Cursor, cursorOver, merged } from './key-order.ts';

export type NamedObject = {
  key: string;
  kind: StoredKind;
  mediaId: string | null;
  /** Whether it has to be there; else it may be. */
  isDue: boolean;
  /** Null where the row tells only what several objects have together. */
  byteSize: number | null;
  /** Since when a row names it. */
  since: Date;
  /** What it is a part of. */
  whole: { id: string; byteSize: number; objects: number } | null;
};

const rowsAtOnce = 500;
/** Whole media at a time: all their renditions are one page. */
const mediaAtOnce = 50;

/** Memory does not grow with the rows: of each table a page is held. What changes meanwhile may be missed or stale. */
export function namedObjects(db: Database): Cursor<NamedObject> {
  return merged([
    cursorOver(
      pagesOf('original', (key) => originalsAfter(db, key, rowsAtOnce)),
      'Originals',
    ),
    cursorOver(
      pagesOf('upload', (key) => endedUploadsAfter(db, key, rowsAtOnce)),
      'Uploads',
    ),
    cursorOver(
      pagesOf('caption', (key) => captionsAfter(db, key, rowsAtOnce)),
      'Captions',
    ),
    cursorOver(renditionPages(db), 'Renditions'),
  ]);
}

async function* pagesOf(
  kind: StoredKind,
  readAfter: (key: string) => Promise<NamedRow[]>,
): AsyncGenerator<NamedObject[]> {
  for (let rows = await readAfter(''); rows.length > 0; ) {
    yield rows.map(({ byteSize, ...row }) => ({
      ...{ ...row, kind, whole: null, byteSize: row.isDue ? Number(byteSize) : null },
    }));
    rows = rows.length < rowsAtOnce ? [] : await readAfter(rows.at(-1)?.key ?? '');
  }
}

async function* renditionPages(db: Database): AsyncGenerator<NamedObject[]> {
  let mediaId: string | undefined = '';
  while (mediaId !== undefined) {
    const rows: NamedRendition[] = await renditionsAfter(db, mediaId, mediaAtOnce);
    yield namedTogether(rows.flatMap(objectsOf));
    mediaId = rows.at(-1)?.mediaId;
  }
}

function objectsOf(row: NamedRendition): NamedObject[] {
  const { id, mediaId, storageKey, objectKeys, isDue, since } = row;
  const all = [...new Set(storageKey === null ? objectKeys : [storageKey, ...objectKeys])];
  // In key order they would stand elsewhere; who has a claim on what lies there is asked apart.
  const keys = all.filter((key) => key.startsWith(renditionPrefix(mediaId)));
  const stray = all.find((key) => !keys.includes(key) && isOwnKey(key));
  if (stray !== undefined) throw new Error(`Rendition ${id} names "${stray}" of another media.`);
  if (keys.length < all.length) return [];
  const byteSize = Number(row.byteSize);
  const named = { kind: 'rendition', mediaId, isDue, since } as const;
  if (keys.length === 1) {
    return keys.map((key) => ({ ...named, key, whole: null, byteSize: isDue ? byteSize : null }));
  }
  const whole = isDue ? { id, byteSize, objects: keys.length } : null;
  return keys.map((key) => ({ ...named, key, byteSize: null, whole }));
}

/** In key order; what several rows name (a later run took it over) is named once. */
function namedTogether(objects: NamedObject[]): NamedObject[] {
  const byKey = new Map<string, NamedObject>();
  for (const object of objects) {
    const known = byKey.get(object.key);
    if (!known || (object.isDue && !known.isDue)) byKey.set(object.key, object);
  }
  // Letters, digits and a few signs: in these keys the order of JavaScript is that of bytes.
  return [...byKey.values()].sort((one, other) => (one.key < other.key ? -1 : 1));
}
