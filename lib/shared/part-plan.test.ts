import fc from 'fast-check';
import { expect, test } from 'vitest';
import { partSizeOf, planParts, singlePutMaxBytes } from './part-plan.ts';

const mebibyte = 1024 * 1024;
const gibibyte = 1024 * mebibyte;

test('16 MiB go in one PUT, a byte more in parts', () => {
  expect(planParts(singlePutMaxBytes)).toBeNull();
  expect(planParts(singlePutMaxBytes + 1)).toEqual({ partByteSize: 5 * mebibyte, partCount: 4 });
});

test.each([
  { byteSize: 20 * mebibyte, partMebibytes: 5, partCount: 4 },
  { byteSize: 40 * mebibyte, partMebibytes: 5, partCount: 8 },
  { byteSize: 41 * mebibyte, partMebibytes: 5.125, partCount: 8 },
  { byteSize: 64 * mebibyte, partMebibytes: 8, partCount: 8 },
  { byteSize: 191 * mebibyte, partMebibytes: 23.875, partCount: 8 },
  { byteSize: 192 * mebibyte, partMebibytes: 12, partCount: 16 },
  { byteSize: 512 * mebibyte, partMebibytes: 16, partCount: 32 },
  { byteSize: gibibyte, partMebibytes: 16, partCount: 64 },
  { byteSize: 100 * gibibyte, partMebibytes: 102.4375, partCount: 1000 },
  { byteSize: 4000 * gibibyte, partMebibytes: 1024, partCount: 4000 },
])('$byteSize bytes: $partCount parts', ({ byteSize, partMebibytes, partCount }) => {
  expect(planParts(byteSize)).toEqual({ partByteSize: partMebibytes * mebibyte, partCount });
});

test('eight lanes are busy to the end: the last wave lacks no more than rounding takes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 40 * mebibyte, max: 4 * gibibyte }), (byteSize) => {
      const { partCount } = planParts(byteSize) ?? { partCount: 0 };
      const waves = Math.max(1, Math.round(byteSize / (128 * mebibyte)));
      expect(partCount).toBeLessThanOrEqual(8 * waves);
      expect(partCount).toBeGreaterThan(8 * waves * 0.98);
    }),
  );
});

test('parts of any file are equal but the last, within the limits of R2, and add up', () => {
  fc.assert(
    fc.property(fc.integer({ min: singlePutMaxBytes + 1, max: 5e12 }), (byteSize) => {
      const plan = planParts(byteSize);
      if (!plan) throw new Error('expected parts');
      const { partByteSize, partCount } = plan;
      const last = partSizeOf(byteSize, plan, partCount);
      expect(partCount).toBeLessThanOrEqual(10_000);
      expect(partByteSize).toBeGreaterThanOrEqual(5 * mebibyte);
      expect(partByteSize).toBeLessThanOrEqual(gibibyte);
      expect(partSizeOf(byteSize, plan, 1)).toBe(partByteSize);
      expect(last).toBeGreaterThan(0);
      expect(last).toBeLessThanOrEqual(partByteSize);
      expect((partCount - 1) * partByteSize + last).toBe(byteSize);
    }),
  );
});
