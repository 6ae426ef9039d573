import { expect, test, vi } from 'vitest';
import { stepInOrder } from './step-in-order.ts';

/** Three in the first row, two in the second; known in another order than they lie in. */
const height = 90;
const spots: [string, { left: number; top: number; height: number }][] = [
  ['d', { left: 0, top: 100, height }],
  ['a', { left: 0, top: 0, height }],
  ['c', { left: 200, top: 0, height }],
  ['b', { left: 100, top: 0, height }],
  ['e', { left: 100, top: 100, height }],
];

function step(code: string, over: string, { rects = spots, ownHeight = height } = {}) {
  const collisionRect = { height: ownHeight };
  const event = { code, preventDefault: vi.fn() };
  const context = {
    active: { id: 'a' },
    over: { id: over },
    droppableRects: new Map(rects),
    collisionRect,
  };
  const args = { active: 'a', currentCoordinates: { x: 0, y: 0 }, context };
  const where = stepInOrder(event as never, args as never);
  return { where, isTaken: event.preventDefault.mock.calls.length === 1 };
}

test.each([
  ['ArrowRight', 'a', { x: 100, y: 0 }],
  ['ArrowRight', 'c', { x: 0, y: 100 }],
  ['ArrowLeft', 'd', { x: 200, y: 0 }],
  ['ArrowLeft', 'a', { x: 0, y: 0 }],
  ['ArrowDown', 'b', { x: 100, y: 100 }],
  ['ArrowUp', 'e', { x: 100, y: 0 }],
  ['End', 'a', { x: 100, y: 100 }],
  ['Home', 'e', { x: 0, y: 0 }],
])('%s above %s leads to %j', (code, over, where) => {
  expect(step(code, over)).toEqual({ where, isTaken: true });
});

test('other keys are left alone', () => {
  expect(step('KeyX', 'a')).toEqual({ where: undefined, isTaken: false });
});

test('in a column of unequal items the middle of one comes upon the middle of the other', () => {
  const rects: typeof spots = [
    ['a', { left: 0, top: 0, height: 600 }],
    ['b', { left: 0, top: 610, height: 200 }],
  ];
  const { where } = step('ArrowDown', 'a', { rects, ownHeight: 600 });
  expect(where).toEqual({ x: 0, y: 410 });
});
