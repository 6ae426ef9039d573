import { expect, test } from 'vitest';
import { openLog } from './log.ts';

const token = `ut1.1790000000000.${'a_-Z9'.repeat(9).slice(0, 43)}`;
const apiToken = `cutroom_${'0z9k'.repeat(13).slice(0, 50)}`;
const presigned =
  'https://store.example/bucket/videos/1.mp4?X-Amz-Credential=key%2F2026&X-Amz-Signature=c0ffee';
const hidden = [
  ...['c0ffee', 'key%2F2026', 'hunter2', 'eyJhbGciOi', token, apiToken, 'Signature=abc'],
];

function logged(fields: object, text?: string): string {
  const lines: string[] = [];
  const log = openLog('info', { write: (line) => lines.push(line) });
  if (text === undefined) log.error(fields);
  else log.error(fields, text);
  return lines.join('');
}

test.each([
  `fetch ${presigned} failed`,
  'x-amz-signature=c0ffee&x-amz-credential=key%2F2026',
  `token ${token}, refused`,
  `curl said: ${apiToken}`,
  'cookie: __Secure-next-auth.session-token=eyJhbGciOi.x.y; theme=dark',
  'cannot reach postgresql://app:hunter2@127.0.0.1:5432/cutroom',
  'headers: { authorization: "AWS4-HMAC-SHA256 Credential=x, Signature=abc" }',
])('%s is logged without its secret, wherever it stands', (text) => {
  const error = Object.assign(new Error(text, { cause: new Error(text, { cause: text }) }), {
    $response: { url: text },
    request: { headers: { cookie: text } },
  });
  const lines = [logged({ err: error, error: text }), logged({ err: error }, text)].join();
  for (const secret of hidden) expect(lines).not.toContain(secret);
});

test('what helps to find the fault stays', () => {
  const cause = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  const error = new TypeError(`PUT ${presigned}`, { cause });
  const line = JSON.parse(logged({ requestId: 'r1', code: 'internal', err: error }, 'it broke'));
  expect(line).toMatchObject({
    level: 50,
    requestId: 'r1',
    code: 'internal',
    msg: 'it broke',
    err: {
      type: 'TypeError',
      message: 'PUT https://store.example/bucket/videos/1.mp4?…',
      cause: { type: 'Error', code: 'ECONNREFUSED', message: 'connect ECONNREFUSED' },
    },
  });
  expect(line.err.stack).toContain('log.test.ts');
});

test('what was thrown need not be an error', () => {
  const round: { itself?: unknown } = {};
  round.itself = round;
  expect(JSON.parse(logged({ err: [{ key: 'a' }] })).err).toEqual({ message: '[{"key":"a"}]' });
  expect(JSON.parse(logged({ err: round })).err).toEqual({ message: '[object Object]' });
  expect(JSON.parse(logged({ err: undefined }, 'it broke')).msg).toBe('it broke');
});
