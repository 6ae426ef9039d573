import { expect, test } from 'vitest';
import type { Media } from '#lib/shared/schemas/media.ts';
import { changesOf, draftOf } from './media-draft.ts';

const saved = {
  ...{ title: 'Quay', alt: null, isPublic: false, focalPoint: { x: 0.2, y: 0.3 } },
} as Media;

test('what was entered stands in place of what is saved', () => {
  expect(draftOf(saved, { alt: 'Boats' })).toEqual({
    ...{ title: 'Quay', alt: 'Boats', isPublic: false, focalPoint: { x: 0.2, y: 0.3 } },
  });
});

test.each([
  ['nothing', {}, null],
  ['what is there already', { title: ' Quay ', alt: '', focalPoint: { x: 0.2, y: 0.3 } }, null],
  ['another text', { title: 'Harbour', isPublic: false }, { title: 'Harbour' }],
  ['no text any more', { title: '' }, { title: '' }],
  ['another point', { focalPoint: { x: 0.2, y: 0.4 } }, { focalPoint: { x: 0.2, y: 0.4 } }],
  ['the middle again', { focalPoint: null }, { focalPoint: null }],
  ['for everybody', { isPublic: true }, { isPublic: true }],
])('entered: %s', (_, entered, changes) => {
  expect(changesOf(saved, entered)).toEqual(changes);
});
