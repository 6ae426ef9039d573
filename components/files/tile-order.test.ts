import { describe, expect, test } from 'vitest';
import type { Upload, UploadState } from '#lib/client/upload/upload.ts';
import {
  broughtBack,
  broughtUpToDate,
  emptyOrder,
  exchanged,
  mediaIdsOf,
  mediaInOrder,
  moved,
  type Order,
  type Place,
  putBack,
  uploadOf,
  uploadsWithoutPlace,
  withMedia,
  without,
} from './tile-order.ts';

const sending: UploadState = {
  ...{ name: 'uploading', sentBytes: 1, bytesPerSecond: null, secondsLeft: null },
  waitingFor: null,
};
const stored: UploadState = { name: 'processing', progress: 0, stage: null };
const broken: UploadState = { name: 'failed', failure: { during: 'upload', error: null } };

const upload = (id: string, state: UploadState, mediaId = `m-${id}`): Upload => ({
  ...{ id, purpose: 'product.image', slot: 'here', page: '/products/new' },
  ...{ fileName: `${id}.jpg`, byteSize: 10, file: null, uploadId: `s-${id}`, mediaId },
  ...{ isShared: false, state },
});

/** `a` is a stored file, `u1*` one on its way, `u1:m` one that was stored since. */
const place = (text: string): Place => {
  if (text.endsWith('*')) return { key: text.slice(0, -1), mediaId: null };
  const [key = '', mediaId = key] = text.split(':');
  return { key, mediaId };
};
const places = (text: string): Place[] => text.split(' ').filter(Boolean).map(place);
const words = (list: readonly Place[]): string =>
  list
    .map(({ key, mediaId }) => (mediaId === null ? `${key}*` : `${key}:${mediaId}`))
    .map((word) => word.replace(/^(.+):\1$/, '$1'))
    .join(' ');
const order = (text: string, value: string, gone: string[] = [], remembered = ''): Order => ({
  places: places(text),
  value: value.split(' ').filter(Boolean),
  gone,
  remembered: remembered.split(' ').filter(Boolean),
});

describe('what happened since', () => {
  test.each<[string, Order, string, Upload[], string]>([
    ['the form opens with what was saved', emptyOrder, 'a b', [], 'a b'],
    ['files are dropped', order('a', 'a'), 'a', [upload('u1', sending)], 'a u1*'],
    [
      'a file that was moved among the others is stored there',
      order('u1* a u2*', 'a'),
      'a',
      [upload('u1', sending), upload('u2', stored)],
      'u1* a u2:m-u2',
    ],
    [
      'the form has taken over what was stored',
      order('u1:m-u1 a', 'a'),
      'm-u1 a',
      [upload('u1', stored)],
      'u1:m-u1 a',
    ],
    ['an upload is cancelled elsewhere', order('a u1* b', 'a b'), 'a b', [], 'a b'],
    [
      'the saved form lets go of its uploads',
      order('u1:m-u1 a', 'm-u1 a'),
      'm-u1 a',
      [],
      'u1:m-u1 a',
    ],
    [
      'what was stored turns out to be damaged and has to be sent again',
      order('a u1:m-u1 b', 'a m-u1 b'),
      'a m-u1 b',
      [upload('u1', broken)],
      'a u1* b',
    ],
    [
      'somebody else’s order is loaded into the form',
      order('a u1* b c', 'a b c'),
      'c d a',
      [upload('u1', sending)],
      'c u1* d a',
    ],
    ['the form is emptied', order('a b', 'a b'), '', [], ''],
    [
      'the form is filled with less while a new file was stored',
      order('a b u1:m-u1', 'a b m-u1'),
      'a',
      [upload('u1', stored)],
      'a u1:m-u1',
    ],
    [
      'one comes back to the page, and a file was stored meanwhile',
      order('a u1* b', 'a b'),
      'a b',
      [upload('u1', stored)],
      'a u1:m-u1 b',
    ],
    [
      'the draft has the file of an upload already',
      emptyOrder,
      'm-u1 a',
      [upload('u1', stored)],
      'm-u1 a',
    ],
    [
      'a file that is there already is chosen instead of sending it again',
      order('u1* a', 'a'),
      'a',
      [upload('u1', stored, 'a')],
      'a',
    ],
    [
      'two uploads become the same file',
      order('u1* u2*', ''),
      '',
      [upload('u1', stored, 'm'), upload('u2', stored, 'm')],
      'u1:m',
    ],
    [
      'files on their way come back after a reload',
      order('a b', 'a b', [], 'm-u2 a m-u1 b m-u3'),
      'a b',
      [upload('u1', sending), upload('u2', sending), upload('u3', sending)],
      'u2* a u1* b u3*',
    ],
    [
      'they come back before the draft is opened',
      order('u1* u2*', '', [], 'm-u2 a m-u1 b'),
      'a b',
      [upload('u1', sending), upload('u2', sending)],
      'u2* a u1* b',
    ],
    [
      'one nobody remembers comes with them',
      order('a', 'a', [], 'm-u1 a'),
      'a',
      [upload('u2', sending), upload('u1', sending)],
      'u1* a u2*',
    ],
    [
      'one was stored while nobody looked',
      order('', '', [], 'm-u1 a'),
      'a',
      [upload('u1', stored)],
      'u1:m-u1 a',
    ],
    [
      'what was taken off the list is told of once more',
      order('a', 'a', ['u1']),
      'a',
      [upload('u1', stored)],
      'a',
    ],
  ])('%s', (_, before, value, uploads, expected) => {
    const after = broughtUpToDate(before, value.split(' ').filter(Boolean), uploads);
    expect(words(after.places)).toBe(expected);
    // Nothing new: the very same, so that nothing is drawn again.
    expect(broughtUpToDate(after, after.value, uploads)).toBe(after);
  });

  test('a value the form has not yet given back does not undo what was done', () => {
    const done = order('b a', 'a b');
    expect(words(broughtUpToDate(done, ['a', 'b'], []).places)).toBe('b a');
    expect(words(broughtUpToDate(done, ['b', 'a'], []).places)).toBe('b a');
  });

  test('an upload is forgotten once nobody tells of it any more', () => {
    expect(broughtUpToDate(order('a', 'a', ['u1']), ['a'], []).gone).toEqual([]);
  });
});

test('only stored files belong to the form', () => {
  expect(mediaIdsOf(places('u1* a u2:m u3*'))).toEqual(['a', 'm']);
});

test.each([
  ['to the right', 'a b* c d', 'a', 2, 'b* c a d'],
  ['to the left', 'a b* c d', 'd', 1, 'a d b* c'],
  ['to the front: it becomes primary', 'a b* c', 'b', 0, 'b* a c'],
  ['nowhere', 'a b c', 'b', 1, 'a b c'],
  ['beyond the end', 'a b c', 'a', 9, 'b c a'],
  ['beyond the front', 'a b c', 'c', -1, 'c a b'],
  ['something that is not there', 'a b', 'x', 0, 'a b'],
])('moves %s', (_, before, key, index, after) => {
  expect(words(moved(places(before), key, index))).toBe(after);
});

test('adds media once, at the end', () => {
  expect(words(withMedia(places('a u1:m u2*'), ['b', 'm', 'b', 'c']))).toBe('a u1:m u2* b c');
});

test('another file takes the place of one', () => {
  expect(words(exchanged(places('a b c'), 'b', places('u1*')))).toBe('a u1* c');
  expect(words(exchanged(places('a'), 'x', places('u1*')))).toBe('a u1*');
});

describe('taking away', () => {
  test.each([
    ['one', 'a b c', ['b'], 'a c', 'a b c'],
    ['the primary one', 'a b c', ['a'], 'b c', 'a b c'],
    ['several that are apart', 'a b c d e', ['a', 'c', 'e'], 'b d', 'a b c d e'],
    ['all', 'a b', ['a', 'b'], '', 'a b'],
    ['one on its way, which cannot come back', 'a u1* b', ['u1', 'b'], 'a', 'a b'],
  ])('%s, and back', (_, before, keys, after, again) => {
    const { places: left, removed } = without(places(before), new Set(keys));
    expect(words(left)).toBe(after);
    expect(words(putBack(left, removed))).toBe(again);
  });

  test('what was added again meanwhile is not there twice', () => {
    const { places: left, removed } = without(places('a b c'), new Set(['a', 'b']));
    expect(words(putBack(withMedia(left, ['a']), removed))).toBe('c b a');
  });
});

test('knows the upload of a file, by its key or by what it became', () => {
  const uploads = [upload('u1', sending), upload('u2', stored, 'm')];
  expect(uploadOf(place('u1*'), uploads)).toBe(uploads[0]);
  expect(uploadOf(place('m'), uploads)).toBe(uploads[1]);
  expect(uploadOf(place('m-u1'), uploads)).toBeUndefined();
});

test('an upload that is in the list as another file has no place', () => {
  const uploads = [upload('u1', sending), upload('u2', stored, 'a')];
  expect(uploadsWithoutPlace(places('u1* a b'), uploads)).toEqual([]);
  const twice = [...uploads, upload('u3', stored, 'a')];
  expect(uploadsWithoutPlace(places('u1* a b'), twice)).toEqual([twice[2]]);
});

describe('what a draft remembers', () => {
  const uploads = [upload('u1', sending), upload('u2', { name: 'queued' })];
  const unknown = { ...upload('u3', sending), mediaId: null };

  test('the media in order, as far as the server knows of them', () => {
    const now = order('u2* a u3* u1*', 'a');
    expect(mediaInOrder(now.places, now, [...uploads, unknown])).toEqual(['m-u2', 'a', 'm-u1']);
  });

  test('those that did not come back to the page yet keep their place', () => {
    const now = order('a b', 'a b', [], 'm-u2 a m-u1 b');
    expect(mediaInOrder(places('b a'), now, [])).toEqual(['b', 'm-u2', 'a', 'm-u1']);
  });

  test('what was taken away is not waited for', () => {
    const now = order('u2* a u1*', 'a', [], 'm-u2 a m-u1');
    expect(mediaInOrder(places('a u1*'), now, uploads)).toEqual(['a', 'm-u1']);
  });

  test('it is brought back, also where the files were there first', () => {
    const back = broughtBack(order('u1* u2*', ''), ['m-u2', 'a', 'm-u1'], uploads);
    expect(words(broughtUpToDate(back, [], uploads).places)).toBe('u2* u1*');
    expect(words(broughtUpToDate(back, ['a'], uploads).places)).toBe('u2* a u1*');
  });
});
