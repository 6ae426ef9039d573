// Proves that a test store answers, refuses strangers, and is gone after close.
import { expect, test } from 'vitest';
import { createTestStore } from './test-store.ts';

test('the store refuses unsigned requests while it runs, and answers nothing after', async () => {
  const store = await createTestStore();
  const response = await fetch(`${store.url}/${store.bucket}/film.mp4`);
  expect(response.status).toBe(403);
  await store.close();
  await expect(fetch(store.url)).rejects.toThrow();
});
