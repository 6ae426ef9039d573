import { expect, test } from 'vitest';
import type { Draft } from '#lib/shared/schemas/draft.ts';
import { fieldsFromDraft, fieldsToKeep } from './draft-fields.ts';

type Fields = { title: string; videoId: string | null; tags: string[] };
const base: Fields = { title: '', videoId: null, tags: ['a'] };
const place = 'film:new:d';
const updatedAt = '2026-11-22T10:00:00.000Z';
const upload: Draft['uploads'][number] = {
  ...{ id: 'u', mediaId: 'm', slot: `${place}:video`, fileName: 'a.mp4' },
  ...{ status: 'completed', completedAt: '2026-11-22T10:00:03.000Z' },
};
const withFile = (fields: Fields, name: string, mediaId: string): Fields =>
  name === 'video' ? { ...fields, videoId: fields.videoId ?? mediaId } : fields;

test('a draft keeps what changed, also what was emptied', () => {
  expect(fieldsToKeep(base, { title: 'A', videoId: null, tags: [] })).toEqual({
    title: 'A',
    tags: [],
  });
  expect(fieldsToKeep(base, { ...base, tags: ['a'] })).toEqual({});
});

test('what was not touched is as it is saved now', () => {
  const now = { ...base, title: 'Saved meanwhile' };
  const filled = fieldsFromDraft(
    now,
    { fields: { tags: [] }, fileOrders: {}, uploads: [], updatedAt },
    { place, withFile },
  );
  expect(filled).toEqual({ title: 'Saved meanwhile', videoId: null, tags: [] });
});

test('what another version of the form kept is left out', () => {
  const draft = { fields: { gone: 1 }, fileOrders: {}, uploads: [], updatedAt };
  const filled = fieldsFromDraft(base, draft, { place });
  expect(filled).toEqual(base);
});

test.each<[string, object, Draft['uploads'][number], string | null]>([
  ['stored while nobody looked', {}, upload, 'm'],
  ['not there yet', {}, { ...upload, status: 'open', completedAt: null }, null],
  ['of another form', {}, { ...upload, slot: 'film:new:e:video' }, null],
  ['in the draft already', { videoId: 'x' }, upload, 'x'],
  ['taken away on purpose', {}, { ...upload, completedAt: '2026-11-22T09:00:00.000Z' }, null],
])('a file %s', (_, fields, one, videoId) => {
  const draft = { fields: { ...fields }, fileOrders: {}, uploads: [one], updatedAt };
  expect(fieldsFromDraft(base, draft, { place, withFile }).videoId).toBe(videoId);
});

test('a file that was stored while nobody looked goes where it stood', () => {
  const draft = { fields: {}, fileOrders: { video: ['m', 'x'] }, uploads: [upload], updatedAt };
  const orders: unknown[] = [];
  fieldsFromDraft(base, draft, {
    place,
    withFile: (fields, name, mediaId, order) => {
      orders.push([name, mediaId, order]);
      return fields;
    },
  });
  expect(orders).toEqual([['video', 'm', ['m', 'x']]]);
});
