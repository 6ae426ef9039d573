// Proves that a log is rotated under a process that goes on writing to it.
import { closeSync, mkdtempSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { logTail, openLog, rotateLog } from './log-file.ts';

test('above the limit the log moves aside and writing goes on at the start', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cutroom-log-'));
  const path = join(folder, 'logs', 'app.log');
  const log = openLog(path);
  writeSync(log, 'old line\n');
  rotateLog(path, 100);
  expect(readFileSync(path, 'utf8')).toBe('old line\n');
  rotateLog(path, 5);
  writeSync(log, 'new line\nlast line\n');
  expect(readFileSync(path, 'utf8')).toBe('new line\nlast line\n');
  expect(readFileSync(`${path}.1`, 'utf8')).toBe('old line\n');
  expect(logTail(path, 1)).toBe('last line');
  closeSync(log);
  rmSync(folder, { recursive: true });
});
