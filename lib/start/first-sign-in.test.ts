// Proves that the accounts of the first start can be read back, and by their owner only.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  type Account,
  firstSignInFile,
  readFirstSignIn,
  writeFirstSignIn,
} from './first-sign-in.ts';

test('what was noted is read back', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cutroom-sign-in-'));
  expect(readFirstSignIn(folder)).toEqual([]);
  const accounts: Account[] = [
    { role: 'admin', email: 'admin@cutroom.local', password: 'abc123' },
    { role: 'editor', email: 'editor@cutroom.local', password: 'def456' },
  ];
  writeFirstSignIn(folder, accounts);
  expect(readFirstSignIn(folder)).toEqual(accounts);
  expect(statSync(firstSignInFile(folder)).mode & 0o777).toBe(0o600);
  rmSync(folder, { recursive: true });
});
