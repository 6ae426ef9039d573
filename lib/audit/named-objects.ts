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
import { renditionPrefix } from '../storage/keys.ts';
import { inKeyOrder, mergeByKey } from './key-order.ts';

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

const rowsAtOnce = 1000;
/** Whole media at a time: all their renditions are one page. */
const mediaAtOnce = 200;

/** Memory does not grow with the rows: of each table a page is held. What changes meanwhile may be missed or stale. */
export function namedObjects(db: Database): AsyncIterable<NamedObject> {
  return mergeByKey([
    inKeyOrder(
      rowsOf('original', (key) => originalsAfter(db, key, rowsAtOnce)),
      'Originals',
    ),
    inKeyOrder(
      rowsOf('upload', (key) => endedUploadsAfter(db, key, rowsAtOnce)),
      'Uploads',
    ),
    inKeyOrder(
      rowsOf('caption', (key) => captionsAfter(db, key, rowsAtOnce)),
      'Captions',
    ),
    inKeyOrder(renditionObjects(db), 'Renditions'),
  ]);
}

async function* rowsOf(
  kind: StoredKind,
  readAfter: (key: string) => Promise<NamedRow[]>,
): AsyncGenerator<NamedObject> {
  for (let page = await readAfter(''); page.length > 0; ) {
    for (const { byteSize, ...row } of page) {
      yield { ...row, kind, whole: null, byteSize: row.isDue ? Number(byteSize) : null };
    }
    page = page.length < rowsAtOnce ? [] : await readAfter(page.at(-1)?.key ?? '');
  }
}

async function* renditionObjects(db: Database): AsyncGenerator<NamedObject> {
  let mediaId: string | undefined = '';
  while (mediaId !== undefined) {
    const rows: NamedRendition[] = await renditionsAfter(db, mediaId, mediaAtOnce);
    yield* namedTogether(rows.flatMap(objectsOf));
    mediaId = rows.at(-1)?.mediaId;
  }
}

function objectsOf(row: NamedRendition): NamedObject[] {
  const { id, mediaId, storageKey, objectKeys, isDue, since } = row;
  const keys = [...new Set(storageKey === null ? objectKeys : [storageKey, ...objectKeys])];
  const stray = keys.find((key) => !key.startsWith(renditionPrefix(mediaId)));
  if (stray !== undefined) throw new Error(`Rendition ${id} names "${stray}" of another media.`);
  const byteSize = Number(row.byteSize);
  const named = { kind: 'rendition', mediaId, isDue, since } as const;
  if (keys.length === 1) {
    return keys.map((key) => ({ ...named, key, whole: null, byteSize: isDue ? byteSize : null }));
  }
  const whole = isDue ? { id, byteSize, objects: keys.length } : null;
  return keys.map((key) => ({ ...named, key, byteSize: null, whole }));
}

/** In key order; what several rows name (a later run took it over) is named once. */
function namedTogether(objects: NamedObject[]): Iterable<NamedObject> {
  const byKey = new Map<string, NamedObject>();
  for (const object of objects) {
    const known = byKey.get(object.key);
    if (!known || (object.isDue && !known.isDue)) byKey.set(object.key, object);
  }
  // Letters, digits and a few signs: in these keys the order of JavaScript is that of bytes.
  return [...byKey.values()].sort((one, other) => (one.key < other.key ? -1 : 1));
}
