import { expect, test, vi } from 'vitest';
import { openDatabase } from '#lib/db/client.ts';
import { AppError } from '#lib/shared/errors.ts';
import { MediaFailure } from '#lib/shared/media-failure.ts';
import { outlastOutage } from './outlast-outage.ts';

vi.mock('../env/log.ts', () => ({ log: () => ({ warn() {} }) }));

const nowhere = openDatabase('postgresql://nobody@127.0.0.1:9/nothing');

test.each<[string, () => Promise<unknown>]>([
  ['store', () => Promise.reject(new AppError('storage_unavailable', 'Away.'))],
  ['database', () => nowhere.media.count()],
])('what failed because the %s was away is done again', async (_, fail) => {
  const work = vi.fn(fail).mockImplementationOnce(fail).mockResolvedValueOnce('stored');
  expect(await outlastOutage(work)).toBe('stored');
  expect(work).toHaveBeenCalledTimes(2);
});

test.each([
  new MediaFailure('corrupt_file', 'Broken.'),
  new AppError('not_found', 'Gone.'),
  new Error('ENOSPC: no space left on device'),
])('what a pause cannot mend is not done again: %s', async (error) => {
  const work = vi.fn(() => Promise.reject(error));
  await expect(outlastOutage(work)).rejects.toBe(error);
  expect(work).toHaveBeenCalledTimes(1);
});

test('nobody waits for the end of a pause once it is aborted', async () => {
  const aborter = new AbortController();
  const work = vi.fn(() => {
    aborter.abort(new Error('deleted'));
    return Promise.reject(new AppError('storage_unavailable', 'Away.'));
  });
  await expect(outlastOutage(work, aborter.signal)).rejects.toThrow(/abort/i);
  expect(work).toHaveBeenCalledTimes(1);
});
