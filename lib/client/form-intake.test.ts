import { expect, test } from 'vitest';
import { defaultUploadPolicy } from '#lib/shared/upload-policy.ts';
import { sortForForm } from './form-intake.ts';

const policy = { ...defaultUploadPolicy['product.image'], maxBytes: 10 };
const file = (name: string, size = 4, type = 'image/jpeg') =>
  new File([new Uint8Array(size)], name, { type });

test.each<[string, File, string]>([
  ['of another type', file('notes.txt', 4, 'text/plain'), 'type'],
  ['of a type that only the library takes', file('photo.heic', 4, 'image/heic'), 'type'],
  ['empty', file('empty.png', 0, 'image/png'), 'empty'],
  ['too large', file('large.jpg', 11), 'tooLarge'],
])('a file that is %s is not taken, and does not take the place of another', (_, wrong, reason) => {
  const fine = file('fine.jpg');
  const { taken, refused } = sortForForm([wrong, fine], policy, 1);
  expect(taken).toEqual([fine]);
  expect(refused).toEqual([{ fileName: wrong.name, byteSize: wrong.size, reason }]);
});

test('the first that fit are taken, the rest is named', () => {
  const files = ['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg'].map((name) => file(name));
  const { taken, refused } = sortForForm(files, policy, 2);
  expect(taken.map(({ name }) => name)).toEqual(['a.jpg', 'b.jpg']);
  expect(refused).toEqual([
    { fileName: 'c.jpg', byteSize: 4, reason: 'tooMany' },
    { fileName: 'd.jpg', byteSize: 4, reason: 'tooMany' },
  ]);
});

test('what fills the last place exactly is taken, and nothing more after that', () => {
  expect(sortForForm([file('a.jpg', 10)], policy, 1).refused).toEqual([]);
  expect(sortForForm([file('a.jpg')], policy, 0).refused).toMatchObject([{ reason: 'tooMany' }]);
});

test('what systems leave in folders is passed over', () => {
  expect(sortForForm([file('.DS_Store'), file('Thumbs.db')], policy, 9)).toEqual({
    taken: [],
    refused: [],
  });
});
