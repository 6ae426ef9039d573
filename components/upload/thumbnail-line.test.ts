import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { drawThumbnail } from './thumbnail-line.ts';

type FakeBitmap = { width: number; height: number; close: () => void };

let waiting: { resolve: (bitmap: FakeBitmap) => void; reject: (error: Error) => void }[];
let closed: number;
let drawn: number;

beforeEach(() => {
  waiting = [];
  closed = 0;
  drawn = 0;
  vi.stubGlobal('createImageBitmap', () => {
    const { promise, resolve, reject } = Promise.withResolvers<FakeBitmap>();
    waiting.push({ resolve, reject });
    return promise;
  });
});

afterEach(() => vi.unstubAllGlobals());

const bitmap = (): FakeBitmap => ({
  width: 170,
  height: 96,
  close: () => {
    closed += 1;
  },
});
const draw = (signal = new AbortController().signal) => {
  const context = {
    drawImage: () => {
      drawn += 1;
    },
  };
  const canvas = { getContext: () => context } as unknown as HTMLCanvasElement;
  return drawThumbnail(new Blob(['picture']), canvas, signal);
};

test('two are decoded at once, the others in turn, and every bitmap is given back', async () => {
  const all = Array.from({ length: 5 }, () => draw());
  for (let done = 0; done < 5; done += 1) {
    await vi.waitFor(() => expect(waiting.length).toBe(Math.min(5, done + 2)));
    waiting[done]?.resolve(bitmap());
  }
  expect(await Promise.all(all)).toEqual(Array(5).fill(true));
  expect({ drawn, closed }).toEqual({ drawn: 5, closed: 5 });
});

test('what went out of sight is not decoded, and not drawn when it was already', async () => {
  const gone = new AbortController();
  const first = draw(gone.signal);
  const second = draw();
  const third = draw(gone.signal);
  gone.abort();
  for (const { resolve } of waiting) resolve(bitmap());
  expect(await Promise.all([first, second, third])).toEqual([false, true, false]);
  expect({ decoded: waiting.length, drawn, closed }).toEqual({ decoded: 2, drawn: 1, closed: 2 });
});

test('a picture nobody can read is not drawn and keeps no place in line', async () => {
  const broken = [draw(), draw()];
  for (const { reject } of waiting) reject(new Error('not a picture'));
  expect(await Promise.all(broken)).toEqual([false, false]);
  const next = draw();
  waiting.at(-1)?.resolve(bitmap());
  expect(await next).toBe(true);
});
