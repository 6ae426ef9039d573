import fc from 'fast-check';
import { expect, test } from 'vitest';
import { partSizeOf, planParts, singlePutMaxBytes } from './part-plan.ts';

const mebibyte = 1024 * 1024;

test('16 MiB go in one PUT, a byte more in parts', () => {
  expect(planParts(singlePutMaxBytes)).toBeNull();
  expect(planParts(singlePutMaxBytes + 1)).toEqual({ partByteSize: 8 * mebibyte, partCount: 3 });
});

test('40 MiB make enough parts for four lanes', () => {
  expect(planParts(40 * mebibyte)?.partCount).toBe(5);
});

test('parts of any file are equal but the last, at most 10,000, and add up', () => {
  fc.assert(
    fc.property(fc.integer({ min: singlePutMaxBytes + 1, max: 5e12 }), (byteSize) => {
      const plan = planParts(byteSize);
      if (!plan) throw new Error('expected parts');
      const last = partSizeOf(byteSize, plan, plan.partCount);
      expect(plan.partCount).toBeLessThanOrEqual(10_000);
      expect(last).toBeGreaterThan(0);
      expect(last).toBeLessThanOrEqual(plan.partByteSize);
      expect((plan.partCount - 1) * plan.partByteSize + last).toBe(byteSize);
    }),
  );
});
