import { expect, test } from 'vitest';
import { problemSchema } from '#lib/shared/schemas/problem.ts';
import { nothingHere, otherMethods } from './other-methods.ts';

const handler = () => new Response();

test('what a resource does not know is refused with what it knows', async () => {
  const { PUT, DELETE } = otherMethods({ GET: handler, POST: handler });
  for (const refuse of [PUT, DELETE]) {
    const answer = refuse();
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET, HEAD, POST, OPTIONS');
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(problemSchema.parse(await answer.json()).code).toBe('method_not_allowed');
  }
});

test('OPTIONS tells them, HEAD is refused where nothing can be read', () => {
  const { HEAD, OPTIONS } = otherMethods({ POST: handler });
  expect(HEAD().status).toBe(405);
  const answer = OPTIONS();
  expect([answer.status, answer.headers.get('allow')]).toEqual([204, 'POST, OPTIONS']);
});

test('HEAD is left to Next where there is a GET', () => {
  expect(otherMethods({ GET: handler })).not.toHaveProperty('HEAD');
});

test('an address that is none is not found', async () => {
  const answer = nothingHere();
  expect(answer.status).toBe(404);
  expect(problemSchema.parse(await answer.json()).code).toBe('not_found');
});
