import { expect, test, vi } from 'vitest';
import type { SignedPart } from '#lib/shared/schemas/upload.ts';
import { type HostChoice, PartSigner, withDeadline } from './part-signer.ts';
import type { RetryContext } from './retrying.ts';

const never = () => new Promise<void>(() => undefined);
const context: RetryContext = {
  signal: new AbortController().signal,
  connectivity: { isOnline: () => true, untilOnline: never },
  login: { untilSignedIn: never },
  random: () => 0,
  onWait: () => undefined,
};

const partOf = (partNumber: number, query: string): SignedPart => ({
  partNumber,
  url: `https://store.test/${partNumber}?${query}`,
  headers: {},
  size: 1,
});

/** Addresses that work for 600 seconds, with the count of signings in them. */
function newSigner(partCount: number, known: number[] = []) {
  const clock = { nowMs: 0 };
  const sign = vi.fn(async (numbers: number[], hosts: HostChoice) =>
    numbers.map((number) => partOf(number, `X-Amz-Expires=600&hosts=${hosts}`)),
  );
  const numbers = Array.from({ length: partCount }, (_, index) => index + 1);
  const first = known.map((number) => partOf(number, 'X-Amz-Expires=600&hosts=ticket'));
  const signer = new PartSigner(numbers, withDeadline(first, 0), sign, () => clock.nowMs);
  return { signer, sign, clock };
}

async function drain(signer: PartSigner): Promise<number[]> {
  const numbers: number[] = [];
  for (;;) {
    const part = await signer.next(context);
    if (!part) return numbers;
    numbers.push(part.partNumber);
  }
}

test('hands out every part once, those of the ticket first, the rest signed in batches of sixteen', async () => {
  const { signer, sign } = newSigner(40, [1, 2, 3]);
  const numbers = await drain(signer);
  expect(numbers).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
  expect(sign.mock.calls.map(([asked]) => asked.length)).toEqual([16, 16, 5]);
});

test('addresses that have run out are signed again instead of tried', async () => {
  const { signer, sign, clock } = newSigner(4, [1, 2, 3, 4]);
  await signer.next(context);
  clock.nowMs = 9.5 * 60_000;
  const next = await signer.next(context);
  expect(next?.url).toContain('hosts=all');
  expect(sign).toHaveBeenCalledTimes(1);
  expect(await drain(signer)).toEqual([3, 4]);
});

test('the time is counted from when the address came, whatever the clock of the server says', () => {
  const [part] = withDeadline([partOf(1, 'X-Amz-Date=19700101T000000Z&X-Amz-Expires=100')], 5_000);
  expect(part?.usableUntilMs).toBe(5_000 + 75_000);
  const [plain] = withDeadline([partOf(1, 'signature=1')], 5_000);
  expect(plain?.usableUntilMs).toBe(Number.POSITIVE_INFINITY);
});

test('a refused signature throws away those signed with it; a broken connection asks another host', async () => {
  const { signer, sign } = newSigner(3, [1, 2, 3]);
  await signer.next(context);
  const again = await signer.again(1, false);
  expect(again.url).toContain('hosts=first');
  expect((await signer.next(context))?.url).toContain('hosts=ticket');
  await signer.again(2, true);
  expect((await signer.next(context))?.url).toContain('hosts=all');
  expect(sign.mock.calls.map(([asked]) => asked)).toEqual([[1], [2], [3]]);
});
