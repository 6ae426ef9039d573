import { expect, test, vi } from 'vitest';
import { pagePolicy } from './page-policy.ts';

test('pages may send to every address of the store', () => {
  const variables = {
    DATABASE_URL: 'postgresql://app:secret@127.0.0.1:5432/cutroom',
    R2_ENDPOINT: 'http://store.internal:9000',
    R2_BROWSER_ENDPOINTS: 'https://a.example/path,https://b.example:8443',
    R2_ACCESS_KEY_ID: 'key',
    R2_SECRET_ACCESS_KEY: 'secret',
    R2_BUCKET: 'media',
    R2_PUBLIC_URL: 'https://files.example',
    INNGEST_EVENT_KEY: 'event',
    INNGEST_SIGNING_KEY: 'signkey-prod-00',
    NEXTAUTH_SECRET: 'x'.repeat(32),
  };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  const policy = pagePolicy('nonce');
  const addresses = 'https://a.example https://b.example:8443 https://files.example';
  expect(policy).toContain(`connect-src 'self' ${addresses};`);
  expect(policy).toContain(`media-src 'self' blob: ${addresses};`);
  expect(policy).toContain(`img-src 'self' blob: data: ${addresses};`);
  expect(policy).not.toContain('store.internal');
});
