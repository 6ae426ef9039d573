import { expect, test } from 'vitest';
import { originsOf } from './origins.ts';

test.each<[string, Record<string, string>, string[], string[]]>([
  [
    'what was asked for',
    { APP_URL: 'https://a.example' },
    ['https://b.example'],
    ['https://b.example'],
  ],
  ['the address people use', { APP_URL: 'https://a.example/studio' }, [], ['https://a.example']],
  ['this machine', {}, [], ['http://127.0.0.1:3000', 'http://localhost:3000']],
  [
    'this machine, on its port',
    { HOST: '0.0.0.0', PORT: '80' },
    [],
    ['http://127.0.0.1', 'http://localhost'],
  ],
  ['the host it listens on', { HOST: 'studio.lan' }, [], ['http://studio.lan:3000']],
])('%s', (_, given, asked, origins) => {
  expect(originsOf(given, asked)).toEqual(origins);
});
