// A token of the signed-in editor, for programs that run beside a browser test.
import type { Page } from 'playwright/test';
import { expect } from './test.ts';

/** May look and change. */
export async function makeToken(page: Page): Promise<string> {
  const data = { name: 'Browser tests', scopes: ['read', 'write'] };
  const answer = await page.request.post('/api/tokens', { data });
  expect(answer.status()).toBe(201);
  return (await answer.json()).token;
}
