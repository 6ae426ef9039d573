import { once } from 'node:events';
import { expect, test } from 'vitest';
import { together } from './together.ts';

test('all results, in their order', async () => {
  expect(await together(undefined, () => [Promise.resolve(1), Promise.resolve('two')])).toEqual([
    1,
    'two',
  ]);
});

test('when one fails the other is stopped, and has ended before that is told', async () => {
  const told: string[] = [];
  const untilStopped = async (signal: AbortSignal) => {
    await once(signal, 'abort');
    // As an encoder takes a moment to end.
    await new Promise(setImmediate);
    told.push('the other has ended');
    throw signal.reason;
  };
  const failed = together(undefined, (signal) => [
    Promise.reject(new Error('Killed.')),
    untilStopped(signal),
  ]).catch((error) => told.push(error.message));
  await failed;
  expect(told).toEqual(['the other has ended', 'Killed.']);
});

test('the signal of the whole stops all', async () => {
  const whole = new AbortController();
  const works = together(whole.signal, (signal) => [
    once(signal, 'abort').then(() => Promise.reject(signal.reason)),
  ]);
  whole.abort(new Error('Superseded.'));
  await expect(works).rejects.toThrow('Superseded.');
});
