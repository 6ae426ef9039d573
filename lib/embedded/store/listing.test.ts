import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase, transaction } from './database.ts';
import { errorCode, type SignedClient, texts } from './test-client.ts';
import { startTestStore } from './test-store.ts';

/** Writes rows of objects without bytes: listings read nothing else. */
function insertKeys(dir: string, keys: string[]) {
  const database = openDatabase(join(dir, 'store.sqlite'));
  const insert = database.prepare(
    "INSERT INTO object (key, byte_size, etag, headers, checksums, modified_at) VALUES (?, 1, 'e', '{}', '{}', 0)",
  );
  transaction(database, () => {
    database.exec('DELETE FROM object');
    for (const key of keys) insert.run(Buffer.from(key));
  });
  database.close();
}

async function startWithKeys(keys: string[]) {
  const empty = await startTestStore();
  await empty.stop();
  insertKeys(empty.dir, keys);
  return startTestStore({ dir: empty.dir });
}

type Query = Record<string, string>;

async function listAll(client: SignedClient, query: Query) {
  const keys: string[] = [];
  const prefixes: string[] = [];
  let pages = 0;
  let token: string | undefined;
  do {
    const continued: Query = token === undefined ? {} : { 'continuation-token': token };
    const reply = await client.call('GET', '', {
      query: { 'list-type': '2', 'encoding-type': 'url', ...query, ...continued },
    });
    expect(reply.status).toBe(200);
    const contents = reply.text.split('<CommonPrefixes>');
    const onPage = texts(contents[0] ?? '', 'Key');
    const prefixesOnPage = contents.slice(1).flatMap((text) => texts(text, 'Prefix'));
    expect(texts(reply.text, 'KeyCount')).toEqual([String(onPage.length + prefixesOnPage.length)]);
    keys.push(...onPage.map(decodeURIComponent));
    prefixes.push(...prefixesOnPage.map(decodeURIComponent));
    token = texts(reply.text, 'NextContinuationToken')[0];
    expect(texts(reply.text, 'IsTruncated')).toEqual([String(token !== undefined)]);
    pages += 1;
  } while (token !== undefined);
  return { keys, prefixes, pages };
}

const byBytes = (one: string, other: string) =>
  Buffer.compare(Buffer.from(one), Buffer.from(other));

describe('thousands of keys', () => {
  const folders = Array.from(
    { length: 1500 },
    (_, n) => `renditions/${String(n).padStart(5, '0')}/`,
  );
  const keys = folders.flatMap((folder) => [`${folder}a.mp4`, `${folder}b.mp4`, `${folder}c.mp4`]);
  let store: Awaited<ReturnType<typeof startTestStore>>;
  let client: SignedClient;
  beforeAll(async () => {
    store = await startWithKeys([...keys, 'renditions', 'renditionsz', 'videos/x']);
    client = store.client();
  });
  afterAll(() => store.close());

  test('come in pages of a thousand', async () => {
    const all = await listAll(client, { prefix: 'renditions/' });
    expect(all).toEqual({ keys, prefixes: [], pages: 5 });
  });

  test('come in pages of any size', async () => {
    const all = await listAll(client, { prefix: 'renditions/00', 'max-keys': '7' });
    expect(all.keys).toEqual(keys.filter((key) => key.startsWith('renditions/00')));
  });

  test('fold into folders', async () => {
    const all = await listAll(client, { prefix: 'renditions/', delimiter: '/' });
    expect(all).toEqual({ keys: [], prefixes: folders, pages: 2 });
    expect(await listAll(client, { delimiter: '/' })).toEqual({
      keys: ['renditions', 'renditionsz'],
      prefixes: ['renditions/', 'videos/'],
      pages: 1,
    });
  });

  test('can be begun after one of them', async () => {
    const all = await listAll(client, { 'start-after': keys[4000] ?? '', prefix: 'renditions/' });
    expect(all.keys).toEqual(keys.slice(4001));
  });

  test('foreign tokens and limits are refused', async () => {
    const code = async (query: Query) =>
      errorCode(await client.call('GET', '', { query: { 'list-type': '2', ...query } }));
    expect(await code({ 'continuation-token': 'no token!' })).toBe('InvalidArgument');
    expect(await code({ 'continuation-token': '' })).toBe('InvalidArgument');
    expect(await code({ 'max-keys': '-1' })).toBe('InvalidArgument');
    expect(await code({ 'max-keys': 'many' })).toBe('InvalidArgument');
    expect(await code({ 'encoding-type': 'base64' })).toBe('InvalidArgument');
    expect(await code({ 'list-type': '1' })).toBe('NotImplemented');
  });

  test('no keys at all may be asked for', async () => {
    const reply = await client.call('GET', '', { query: { 'list-type': '2', 'max-keys': '0' } });
    expect(texts(reply.text, 'KeyCount')).toEqual(['0']);
    expect(texts(reply.text, 'IsTruncated')).toEqual(['false']);
  });
});

test('agrees with a plain model for any keys, prefix, delimiter and page size', async () => {
  const piece = fc.constantFrom(
    'a',
    'b',
    '/',
    'é',
    '🎬',
    'ﬀ',
    '\u{10ffff}',
    '\u007f',
    ' ',
    '-',
    '\u0001',
  );
  const text = (minLength: number) => fc.string({ unit: piece, minLength, maxLength: 6 });
  const cases = fc.record({
    keys: fc.uniqueArray(text(1), { maxLength: 25 }),
    prefix: fc.string({ unit: piece, maxLength: 2 }),
    delimiter: fc.constantFrom('', '/', 'a', 'é', 'a/'),
    startAfter: fc.option(text(1), { nil: undefined }),
    pageSize: fc.integer({ min: 1, max: 6 }),
  });
  const empty = await startTestStore();
  await empty.stop();
  await fc.assert(
    fc.asyncProperty(cases, async ({ keys, prefix, delimiter, startAfter, pageSize }) => {
      insertKeys(empty.dir, keys);
      const store = await startTestStore({ dir: empty.dir });
      const query: Query = { prefix, delimiter, 'max-keys': String(pageSize) };
      if (startAfter !== undefined) query['start-after'] = startAfter;
      const listed = await listAll(store.client(), query).finally(() => store.stop());
      const folded = keys
        .toSorted(byBytes)
        .filter((key) => key.startsWith(prefix))
        .filter((key) => startAfter === undefined || byBytes(key, startAfter) > 0)
        .map((key) => {
          const at = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
          return { key, folder: at < 0 ? undefined : key.slice(0, at + delimiter.length) };
        });
      const folders = folded.flatMap(({ folder }) => folder ?? []);
      expect(listed.keys).toEqual(folded.filter(({ folder }) => !folder).map(({ key }) => key));
      expect(listed.prefixes).toEqual([...new Set(folders)]);
    }),
    { numRuns: 60 },
  );
});
