import { expect, test } from 'vitest';
import { undoOf } from './undo-of.ts';

const now = new Date('2026-11-22T10:00:00.000Z');
const past = '2020-01-01T00:00:00.000Z';
const later = '2099-01-01T00:00:00.000Z';
const draft = { id: 'draft', title: 'Draft', publishedAt: null };
const out = { id: 'out', title: 'Out', publishedAt: past };
const scheduled = { id: 'scheduled', title: 'Scheduled', publishedAt: later };
const films = [draft, out, scheduled];

test('what was deleted is restored', () => {
  expect(undoOf('delete', films, now)).toEqual({ wish: { action: 'restore' }, records: films });
});

test('what was published gets the date it had, or none; what was public before stays so', () => {
  expect(undoOf('publish', films, now)).toEqual({
    wish: { action: 'schedule', dates: { draft: null, scheduled: later } },
    records: [draft, scheduled],
  });
});

test('what was made a draft gets its date back, a past one as well', () => {
  expect(undoOf('unpublish', films, now)).toEqual({
    wish: { action: 'schedule', dates: { out: past, scheduled: later } },
    records: [out, scheduled],
  });
});

test('nothing that changed, nothing to undo', () => {
  expect(undoOf('publish', [out], now)).toBeNull();
  expect(undoOf('unpublish', [draft], now)).toBeNull();
  expect(undoOf('purge', films, now)).toBeNull();
  expect(undoOf('restore', films, now)).toBeNull();
  expect(undoOf('schedule', films, now)).toBeNull();
});
