import { expect, test } from 'vitest';
import { contentSecurityPolicy } from './content-security-policy.ts';

function directives(policy: string): Map<string, string[]> {
  return new Map(
    policy.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources];
    }),
  );
}

test('the store is allowed where files travel, by origin, and nowhere else', () => {
  const policy = directives(
    contentSecurityPolicy({
      storeOrigins: [
        'http://127.0.0.1:9000/bucket',
        'http://127.0.0.1:9000',
        'https://cdn.example/x',
      ],
      isDevelopment: false,
    }),
  );
  for (const name of ['img-src', 'media-src', 'connect-src']) {
    const allowed = policy.get(name)?.filter((source) => source.startsWith('http'));
    expect(allowed, name).toEqual(['http://127.0.0.1:9000', 'https://cdn.example']);
  }
  expect(policy.get('script-src')).toEqual(["'self'"]);
  expect(policy.get('default-src')).toEqual(["'self'"]);
});

test('a nonce lets the framework start its scripts; inline scripts stay forbidden', () => {
  const scripts = directives(
    contentSecurityPolicy({ storeOrigins: [], nonce: 'abc', isDevelopment: false }),
  ).get('script-src');
  expect(scripts).toEqual(["'self'", "'nonce-abc'", "'strict-dynamic'"]);
});

test('eval is allowed in development only', () => {
  const inDevelopment = contentSecurityPolicy({ storeOrigins: [], isDevelopment: true });
  const inProduction = contentSecurityPolicy({ storeOrigins: [], isDevelopment: false });
  expect(inDevelopment).toContain("'unsafe-eval'");
  expect(inProduction).not.toContain('unsafe-eval');
});

test('an origin that is no URL is refused, so it can not break out of its directive', () => {
  expect(() =>
    contentSecurityPolicy({ storeOrigins: ["'none'; script-src *"], isDevelopment: false }),
  ).toThrow();
});
