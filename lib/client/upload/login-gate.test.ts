import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AppError } from '#lib/shared/errors.ts';
import { LoginGate } from './login-gate.ts';
import { retrying } from './retrying.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const refusal = () => new AppError('unauthenticated', 'Sign in.');

function asking(login: LoginGate, ask: () => Promise<string>): Promise<string> {
  return retrying(
    {
      signal: new AbortController().signal,
      connectivity: { isOnline: () => true, untilOnline: () => Promise.resolve() },
      login,
      random: () => 0,
      onWait: () => undefined,
    },
    ask,
  );
}

test('a refusal on its way while the person signs in does not wait for another login', async () => {
  const gate = new LoginGate();
  const first = Promise.withResolvers<string>();
  const answers = [first.promise, Promise.resolve('welcome')];
  const asked = asking(gate, () => answers.shift() ?? Promise.reject(new Error('asked too often')));
  await vi.advanceTimersByTimeAsync(10);
  gate.open();
  first.reject(refusal());
  await expect(asked).resolves.toBe('welcome');
});

test('what is refused after the login waits for the next one', async () => {
  const gate = new LoginGate();
  gate.open();
  await vi.advanceTimersByTimeAsync(10);
  const ask = vi.fn(async () => {
    if (ask.mock.calls.length < 2) throw refusal();
    return 'welcome';
  });
  const asked = asking(gate, ask);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(ask).toHaveBeenCalledTimes(1);
  gate.open();
  await expect(asked).resolves.toBe('welcome');
});
