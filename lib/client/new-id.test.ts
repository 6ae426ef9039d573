import { expect, test } from 'vitest';
import { z } from 'zod';
import { newId, newUuid } from './new-id.ts';

test('ids differ, and a UUID is one', () => {
  expect(newId()).toMatch(/^[0-9a-f]{32}$/);
  const uuids = Array.from({ length: 50 }, newUuid);
  for (const uuid of uuids) expect(z.uuidv4().safeParse(uuid).success, uuid).toBe(true);
  expect(new Set(uuids).size).toBe(50);
});
