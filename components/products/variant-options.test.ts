import { expect, test } from 'vitest';
import { addName, nameFault, optionNamesOf, removeName, renameName } from './variant-options.ts';

const shirts: { name: string; options: Record<string, string> }[] = [
  { name: 'A', options: { Size: 'S', Colour: 'red' } },
  { name: 'B', options: { Colour: 'blue', Cut: 'slim' } },
];

test('the names are those of all variants, in the order they come', () => {
  expect(optionNamesOf(shirts)).toEqual(['Size', 'Colour', 'Cut']);
  expect(optionNamesOf([{}, { options: undefined }])).toEqual([]);
});

test('a name is added to all, renamed in place with its values, and removed from all', () => {
  expect(addName(shirts, 'Fit').map(({ options }) => Object.entries(options))).toEqual([
    [
      ['Size', 'S'],
      ['Colour', 'red'],
      ['Cut', ''],
      ['Fit', ''],
    ],
    [
      ['Size', ''],
      ['Colour', 'blue'],
      ['Cut', 'slim'],
      ['Fit', ''],
    ],
  ]);
  const renamed = renameName(shirts, 'Colour', 'Tone');
  expect(renamed.map(({ options }) => Object.entries(options))).toEqual([
    [
      ['Size', 'S'],
      ['Tone', 'red'],
      ['Cut', ''],
    ],
    [
      ['Size', ''],
      ['Tone', 'blue'],
      ['Cut', 'slim'],
    ],
  ]);
  expect(removeName(shirts, 'Colour').map(({ options }) => options)).toEqual([
    { Size: 'S', Cut: '' },
    { Size: '', Cut: 'slim' },
  ]);
});

test.each([
  ['', 'required'],
  ['x'.repeat(61), 'tooLong'],
  ['size', 'optionTwice'],
  ['Length', undefined],
])('%s as another name: %s', (name, fault) => {
  expect(nameFault(name, ['Size'], 60)).toBe(fault);
});
