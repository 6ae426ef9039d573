// Proves that a server module without its mark is found.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { modulesNotServerOnly } from './check-server-only.ts';

test('only modules that do not begin with the mark are named', () => {
  const lib = mkdtempSync(join(tmpdir(), 'cutroom-lib-'));
  mkdirSync(join(lib, 'db', 'generated'), { recursive: true });
  const write = (path: string, text: string) => writeFileSync(join(lib, path), text);
  write('db/marked.ts', "// Films.\nimport 'server-only';\nimport 'pg';\n");
  write('db/late.ts', "// Films.\nimport 'pg';\nimport 'server-only';\n");
  write('db/none.tsx', 'export const films = 1;\n');
  write('db/none.test.ts', 'test();\n');
  write('db/words.d.ts', 'export type Film = string;\n');
  write('db/generated/client.ts', 'export const films = 1;\n');
  expect(modulesNotServerOnly(lib, ['db', 'room-to-come'])).toEqual(['db/late.ts', 'db/none.tsx']);
  rmSync(lib, { recursive: true });
});
