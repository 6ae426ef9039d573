import { expect, test } from 'vitest';
import { readArguments } from './read-arguments.ts';

const token = 'cutroom_abc';

test('what was typed', () => {
  const typed = 'upload a b --as photo --server https://studio.example/ --token t --json --wait';
  expect(readArguments(typed.split(' '), {})).toEqual({
    settings: {
      paths: ['a', 'b'],
      as: 'photo',
      kind: { purposes: ['photo.image'], record: 'photo' },
      server: 'https://studio.example',
      token: 't',
      isJson: true,
      waits: true,
    },
  });
});

test('the environment says what was not typed', () => {
  const around = { CUTROOM_TOKEN: token, CUTROOM_URL: 'http://studio.example:3000' };
  expect(readArguments(['upload', 'a'], around)).toMatchObject({
    settings: { token, server: 'http://studio.example:3000', as: 'library', isJson: false },
  });
  const typed = ['upload', 'a', '--token', 'mine', '--server', 'http://other.example'];
  expect(readArguments(typed, around)).toMatchObject({
    settings: { token: 'mine', server: 'http://other.example' },
  });
});

test('a purpose of the API is a kind, too', () => {
  expect(
    readArguments(['upload', 'a', '--as', 'film.poster'], { CUTROOM_TOKEN: token }),
  ).toMatchObject({ settings: { kind: { purposes: ['film.poster'], record: null } } });
});

test.each([
  [[], { help: true }],
  [['help'], { help: true }],
  [['upload', '--help'], { help: true }],
  [['download', 'a'], { mistake: expect.stringContaining('download') }],
  [['upload'], { mistake: expect.stringContaining('None was named') }],
  [['upload', 'a', '--fast'], { mistake: expect.stringContaining('--fast') }],
  [['upload', 'a', '--as', 'toString'], { mistake: expect.stringContaining('library, image') }],
  [['upload', 'a', '--server', 'studio'], { mistake: expect.stringContaining('no address') }],
  [['upload', 'a', '--token', 'a\nb: c'], { mistake: expect.stringContaining('no token') }],
])('%j', (typed, asked) => {
  expect(readArguments(typed, { CUTROOM_TOKEN: token })).toEqual(asked);
});

test('without a token nothing is tried', () => {
  expect(readArguments(['upload', 'a'], {})).toMatchObject({
    mistake: expect.stringContaining('CUTROOM_TOKEN'),
  });
});
