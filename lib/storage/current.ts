// The storage of this process, as its environment names it.
import 'server-only';
import { env } from '../env/env.ts';
import { createR2Storage } from './r2.ts';
import type { Storage } from './storage.ts';

let current: Storage | undefined;

/** The bucket of the environment; its client is made on first use, so that building needs none. */
export function storage(): Storage {
  current ??= createR2Storage({
    endpoint: env().R2_ENDPOINT,
    browserEndpoints: env().R2_BROWSER_ENDPOINTS,
    accessKeyId: env().R2_ACCESS_KEY_ID,
    secretAccessKey: env().R2_SECRET_ACCESS_KEY,
    bucket: env().R2_BUCKET,
  });
  return current;
}
