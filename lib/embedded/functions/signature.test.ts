// Proves that only the right key, body and time pass. The SDK itself checks ours in runner.test.ts.
import { expect, test } from 'vitest';
import { canonicalJson, hashSigningKey, isSignedBy, signBody } from './signature.ts';

const key = 'signkey-prod-00112233445566778899aabbccddeeff';
const now = new Date('2026-03-01T12:00:00Z');
const body = canonicalJson({ b: 1, a: ['é', { d: null, c: 2 }] });

test('canonical JSON sorts keys and mends half characters', () => {
  expect(body).toBe('{"a":["é",{"c":2,"d":null}],"b":1}');
  expect(canonicalJson({ k: ['\ud800x'] })).toBe('{"k":["\ufffdx"]}');
});

test('the registration token hashes the decoded key under its prefix', () => {
  // printf 00112233445566778899aabbccddeeff | xxd -r -p | sha256sum
  expect(hashSigningKey(key)).toBe(
    'signkey-prod-a8faed6abbf35c12a4b26e40f6feb19d736d90045c83b9f9a31f638d323e6811',
  );
});

test('a signature is of one body, one key and the last five minutes', () => {
  const signature = signBody(body, key, now);
  const minutesLater = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
  expect(isSignedBy(signature, body, key, minutesLater(4))).toBe(true);
  expect(isSignedBy(signature, body, key, minutesLater(6))).toBe(false);
  expect(isSignedBy(signature, body, key, minutesLater(-6))).toBe(false);
  expect(isSignedBy(signature, `${body} `, key, now)).toBe(false);
  expect(isSignedBy(signature, body, key.replace('00', '01'), now)).toBe(false);
  expect(isSignedBy(signature.replace('s=', 's=0'), body, key, now)).toBe(false);
  for (const nothing of [undefined, '', 't=&s=', 't=x&s=y', `t=${now.getTime()}`]) {
    expect(isSignedBy(nothing, body, key, now)).toBe(false);
  }
});
