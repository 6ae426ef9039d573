import { expect, test } from 'vitest';
import { createTurns } from './turns.ts';

/** Who was let in, in order; and how to end the turn of each. */
function watched(most: number) {
  const turns = createTurns(most);
  const inside: string[] = [];
  const ends = new Map<string, () => void>();
  const ask = (name: string, person: string) =>
    turns.enter(person).then((leave) => {
      inside.push(name);
      ends.set(name, leave);
    });
  return { inside, ask, end: (name: string) => ends.get(name)?.() };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('as many as there is room for, of one person half as many, the others in their order', async () => {
  const { inside, ask, end } = watched(4);
  for (const name of ['a1', 'a2', 'a3']) void ask(name, 'a');
  await settled();
  expect(inside).toEqual(['a1', 'a2']);
  for (const name of ['b1', 'c1', 'd1']) void ask(name, name.slice(0, 1));
  await settled();
  expect(inside).toEqual(['a1', 'a2', 'b1', 'c1']);
  end('b1');
  await settled();
  // Before those who came later, but not before the person's own turns end.
  expect(inside.at(-1)).toBe('d1');
  end('a1');
  await settled();
  expect(inside.at(-1)).toBe('a3');
});

test('room for one is room for somebody', async () => {
  const { inside, ask, end } = watched(1);
  void ask('a1', 'a');
  void ask('a2', 'a');
  await settled();
  expect(inside).toEqual(['a1']);
  end('a1');
  await settled();
  expect(inside).toEqual(['a1', 'a2']);
});
