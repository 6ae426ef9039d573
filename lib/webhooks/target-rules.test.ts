import { expect, test } from 'vitest';
import { isAllowedTarget, requireTarget } from './target-rules.ts';

const strict = { allowsPrivate: false };
const local = { allowsPrivate: true };

test.each([
  ...['https://hooks.example.com/a?b=c', 'https://hooks.example.com:8443/', 'https://1.1.1.1/'],
  ...['https://[2606:4700:4700::1111]/', 'https://bücher.example/', 'https://example.com./'],
  'https://localhost.example.com/',
])('%s is allowed', (url) => {
  expect(isAllowedTarget(new URL(url), strict)).toBe(true);
});

test.each([
  ...['http://hooks.example.com/', 'ftp://example.com/', 'file:///etc/passwd'],
  ...['https://localhost/', 'https://LOCALHOST./', 'https://a.localhost/', 'https://printer/'],
  ...['https://metadata.google.internal/', 'https://nas.local/', 'https://router.lan/'],
  ...['https://127.0.0.1/', 'https://127.1/', 'https://0x7f.1/', 'https://2130706433/'],
  ...['https://0177.0.0.1/', 'https://0/', 'https://127。0。0。1/', 'https://①②⑦.0.0.1/'],
  ...['https://[::1]/', 'https://[::ffff:127.0.0.1]/', 'https://[::ffff:7f00:1]/'],
  ...['https://[64:ff9b::7f00:1]/', 'https://[fe80::1]/', 'https://[fd00:ec2::254]/'],
  ...['https://10.0.0.1/', 'https://192.168.1.1/', 'https://169.254.169.254/latest/meta-data/'],
  ...['https://0xa9fea9fe/', 'https://100.100.100.200/', 'https://0.0.0.0/'],
  ...['https://example.com:22/', 'https://example.com:25/', 'https://example.com:80/'],
])('%s is not', (url) => {
  expect(isAllowedTarget(new URL(url), strict)).toBe(false);
});

test('where private targets are allowed, http and this machine are', () => {
  expect(isAllowedTarget(new URL('http://127.0.0.1:8080/'), local)).toBe(true);
  expect(isAllowedTarget(new URL('ftp://127.0.0.1/'), local)).toBe(false);
});

test('what is refused names the field, and says nothing of what is there', () => {
  expect(() => requireTarget('https://10.0.0.1/', strict)).toThrow(
    expect.objectContaining({
      code: 'invalid_request',
      message: 'A webhook goes to a public https address.',
      fields: [{ path: 'url', message: 'webhookUrl' }],
    }),
  );
  expect(requireTarget('https://Example.COM/Hook#there', strict)).toBe('https://example.com/Hook');
});
