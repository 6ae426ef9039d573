import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fewestLanes, firstLanes, LaneControl, mostLanes } from './lane-control.ts';

/** A link that carries `perLane` bytes a second in each lane, up to `total`. */
function settle(control: LaneControl, link: { perLane: number; total: number }, seconds: number) {
  for (let half = 0; half <= seconds * 2; half += 1) {
    control.measured(Math.min(control.limit * link.perLane, link.total), half * 500);
  }
}

test('starts with four and opens one more for every lane that moves, up to eight', () => {
  const control = new LaneControl();
  expect(control.limit).toBe(firstLanes);
  for (let lane = 0; lane < 3; lane += 1) control.moved();
  expect(control.limit).toBe(7);
  for (let lane = 0; lane < 9; lane += 1) control.moved();
  expect(control.limit).toBe(mostLanes);
});

test('a failure halves the lanes, one that comes with it does not halve them again', () => {
  const control = new LaneControl();
  for (let lane = 0; lane < 4; lane += 1) control.moved();
  for (let failure = 0; failure < 8; failure += 1) control.failed(10_000 + failure);
  expect(control.limit).toBe(4);
  control.failed(13_000);
  expect(control.limit).toBe(2);
  control.failed(16_000);
  expect(control.limit).toBe(fewestLanes);
});

test('after a failure it no longer opens fast, but grows while more lanes carry more', () => {
  const control = new LaneControl();
  control.failed(0);
  expect(control.limit).toBe(2);
  control.moved();
  expect(control.limit).toBe(2);
  settle(control, { perLane: 5, total: 1_000 }, 12);
  expect(control.limit).toBe(mostLanes);
});

test('a lane that brings nothing is taken back', () => {
  const control = new LaneControl();
  control.failed(0);
  settle(control, { perLane: 5, total: 20 }, 12);
  expect(control.limit).toBe(4);
});

test('a cap holds from the moment it is known', () => {
  const control = new LaneControl();
  for (let lane = 0; lane < 4; lane += 1) control.moved();
  control.allow(6);
  expect(control.limit).toBe(6);
  control.failed(0);
  expect(control.limit).toBe(3);
  control.allow(100);
  settle(control, { perLane: 5, total: 1_000 }, 20);
  expect(control.limit).toBe(mostLanes);
});

test('whatever happens, there are between two and eight lanes', () => {
  const event = fc.oneof(
    fc.constant((control: LaneControl) => control.moved()),
    fc.nat(1e9).map((speed) => (control: LaneControl, now: number) => control.measured(speed, now)),
    fc.constant((control: LaneControl, now: number) => control.failed(now)),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(event, fc.nat(5_000)), { maxLength: 200 }), (events) => {
      const control = new LaneControl();
      let now = 0;
      for (const [happen, later] of events) {
        now += later;
        happen(control, now);
        expect(control.limit).toBeGreaterThanOrEqual(fewestLanes);
        expect(control.limit).toBeLessThanOrEqual(mostLanes);
      }
    }),
  );
});
