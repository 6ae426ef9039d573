import { afterEach, beforeEach, expect, test } from 'vitest';
import { limitWasmMemory } from './limit-wasm-memory.ts';

const pageBytes = 65_536;
const { grow } = WebAssembly.Memory.prototype;

beforeEach(() => limitWasmMemory(4 * pageBytes));
afterEach(() => {
  WebAssembly.Memory.prototype.grow = grow;
});

test('memory grows up to the limit and no further, also memory that was there before', () => {
  const memory = new WebAssembly.Memory({ initial: 1 });
  expect(memory.grow(3)).toBe(1);
  expect(() => memory.grow(1)).toThrow(RangeError);
  expect(memory.buffer.byteLength).toBe(4 * pageBytes);
});
