import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { createTestWorld } from '#lib/testing/test-world.ts';
import { keyOf, newSecret, openSecret, sealSecret } from './secrets.ts';
import { signedHeaders } from './sign.ts';

beforeAll(async () => {
  const world = await createTestWorld();
  return () => world.close();
});

test('a message is signed as the specification says in its example', () => {
  const message = {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    body: '{"test": 2432232314}',
    sentAt: new Date(1_614_265_330_000),
  };
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  expect(signedHeaders(message, [secret])).toMatchObject({
    'webhook-id': message.id,
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

test('two secrets sign beside each other, the newer one first', () => {
  const message = { id: 'a', body: '{}', sentAt: new Date(0) };
  const [one, other] = [newSecret(), newSecret()];
  const of = (...secrets: string[]) => signedHeaders(message, secrets)['webhook-signature'];
  expect(of(one, other)).toBe(`${of(one)} ${of(other)}`);
  expect(of(one)).not.toBe(of(other));
});

test('a secret has a key of 32 bytes behind its mark, and is another one each time', () => {
  const secret = newSecret();
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(keyOf(secret)).toHaveLength(32);
  expect(newSecret()).not.toBe(secret);
});

test('a sealed secret can be opened for its endpoint, and says nothing otherwise', () => {
  const [secret, endpoint] = [newSecret(), randomUUID()];
  const sealed = sealSecret(secret, endpoint);
  expect(sealed).not.toContain(secret.slice(6, 20));
  expect(sealSecret(secret, endpoint)).not.toBe(sealed);
  expect(openSecret(sealed, endpoint)).toBe(secret);
  expect(openSecret(sealed, randomUUID())).toBeNull();
  expect(openSecret(`${sealed.slice(0, -4)}AAAA`, endpoint)).toBeNull();
  for (const broken of ['', 'none', sealed.slice(0, 20)]) {
    expect(openSecret(broken, endpoint)).toBeNull();
  }
});

test('what the README tells receivers to do takes our messages and no others', async () => {
  const text = await readFile(join(import.meta.dirname, '../../README.md'), 'utf8');
  const [, code = ''] = /### Webhooks[\s\S]*?```js\n([\s\S]*?)```/.exec(text) ?? [];
  const { isFromCutroom } = await import(
    /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`
  );
  const [secret, other, body] = [newSecret(), newSecret(), '{"type":"media.ready"}'];
  const message = { id: randomUUID(), body, sentAt: new Date() };
  const headers = signedHeaders(message, [other, secret]);
  expect(isFromCutroom(headers, body, secret)).toBe(true);
  expect(isFromCutroom(headers, `${body} `, secret)).toBe(false);
  expect(isFromCutroom(headers, body, newSecret())).toBe(false);
  const old = signedHeaders({ ...message, sentAt: new Date(Date.now() - 600_000) }, [secret]);
  expect(isFromCutroom(old, body, secret)).toBe(false);
  expect(isFromCutroom({ ...headers, 'webhook-timestamp': 'x' }, body, secret)).toBe(false);
});
