// Makes records for a test by the API, as a program would.
import { expect, type Page } from 'playwright/test';
import type { Noun } from '#lib/shared/schemas/record.ts';

/** The ids, in the order of the inputs. One after the other: each is newer than the one before. */
export async function makeRecords(page: Page, noun: Noun, inputs: object[]): Promise<string[]> {
  const ids: string[] = [];
  for (const data of inputs) {
    const answer = await page.request.post(`/api/${noun}s`, { data });
    expect(answer.status(), await answer.text()).toBe(201);
    ids.push((await answer.json()).id);
  }
  return ids;
}
