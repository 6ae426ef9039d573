// The Content-Security-Policy of this installation's pages.
import 'server-only';
import { env, isDevelopment } from '../env/env.ts';
import { contentSecurityPolicy } from './content-security-policy.ts';

/** Pages may send to and show from the configured store, and run scripts with this nonce. */
export function pagePolicy(nonce: string): string {
  const { R2_BROWSER_ENDPOINTS, R2_PUBLIC_URL } = env();
  const storeOrigins = [...R2_BROWSER_ENDPOINTS, ...(R2_PUBLIC_URL ? [R2_PUBLIC_URL] : [])];
  return contentSecurityPolicy({ storeOrigins, nonce, isDevelopment: isDevelopment() });
}
