import { expect, test } from 'vitest';
import { LaneControl } from './lane-control.ts';
import { LanePool } from './lane-pool.ts';
import { ProgressMeter } from './progress-meter.ts';
import { Reporter } from './reporter.ts';
import { answerPatienceMs, type PieceContext, sendPiece } from './send-piece.ts';

const never = () => new Promise<void>(() => undefined);

test('an address that ran out behind others is replaced before anything is sent to it', async () => {
  const now = () => 60_000;
  const pool = new LanePool(new LaneControl(), now);
  const signal = new AbortController().signal;
  const others = await Promise.all([1, 2, 3, 4].map((order) => pool.enter('other', order, signal)));
  const urls: string[] = [];
  const context: PieceContext = {
    ...{ pool, owner: 'film', order: 5, signal, now, random: () => 0 },
    connectivity: { isOnline: () => true, untilOnline: never },
    login: { untilSignedIn: never },
    reporter: new Reporter(new ProgressMeter(1, 0), () => undefined, now),
    transport: async ({ url }) => {
      urls.push(url);
      return { status: 200 };
    },
  };
  const signed = (name: string, usableUntilMs: number) => ({
    ...{ partNumber: 1, headers: {}, size: 1, usableUntilMs },
    url: `https://store.test/${name}`,
  });
  const piece = {
    signed: signed('old', 45_000),
    body: new Blob(['a']),
    md5: null,
    signAgain: async () => signed('new', 105_000),
  };
  const sending = sendPiece(piece, context);
  for (const lane of others) lane.leave('done');
  await sending;
  expect(urls).toEqual(['https://store.test/new']);
});

test('the store has longer to answer where the system may still hold megabytes of a slow line', () => {
  const mebibyte = 1024 * 1024;
  expect(answerPatienceMs(null)).toBe(60_000);
  expect(answerPatienceMs(mebibyte)).toBe(60_000);
  expect(answerPatienceMs(2.4 * mebibyte)).toBe(40_000);
  expect(answerPatienceMs(100 * mebibyte)).toBe(25_000);
});
