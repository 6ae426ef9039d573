import { expect, test } from 'vitest';
import { draftOf, draftPage, formOfSlot, formPlace, isSlotOf } from './form-place.ts';

const draftId = '3f0c1f6e-8f57-4d0c-9a86-0a5d6f8f7b11';

test.each([
  [draftPage('/films/new', draftId), draftId],
  ['/films/new', null],
  ['/films/new?draft=', null],
  ['/films/new?draft=../../other', null],
])('the page %s names the draft %s', (page, named) => {
  expect(draftOf(new URL(page, 'http://app').searchParams)).toBe(named);
});

test('slots belong to one form', () => {
  const place = formPlace('product', undefined, draftId);
  expect(isSlotOf(place, `${place}:variant:1`)).toBe(true);
  expect(isSlotOf(place, `${place}1:video`)).toBe(false);
  expect(isSlotOf(place, `${formPlace('product', 'a', draftId)}:images`)).toBe(false);
  expect(isSlotOf(place, null)).toBe(false);
});

test.each([
  [`film:new:${draftId}:video`, `/films/new?draft=${draftId}`],
  [`product:p1:${draftId}:variant:v1:images`, `/products/p1/edit?draft=${draftId}`],
])('a slot leads back to its form: %s', (slot, page) => {
  expect(formOfSlot(slot)).toEqual({ page, draftId });
});

test.each([null, 'film:new:video', 'caption:a', `poster:a:${draftId}:b`])(
  '%s is in no form',
  (slot) => {
    expect(formOfSlot(slot)).toBeNull();
  },
);
