// The upload rules of this installation.
import 'server-only';
import { env } from '../env/env.ts';
import { type UploadPolicy, withMaxMegabytes } from '../shared/upload-policy.ts';

export type UploadRules = {
  policy: UploadPolicy;
  /** How long a presigned URL works. */
  urlTtlSeconds: number;
  /** How long a session may stay idle before the sweep takes it. */
  idleHours: number;
};

/** The default policy with the sizes of `UPLOAD_MAX_MB`. */
export function uploadPolicy(): UploadPolicy {
  return withMaxMegabytes(env().UPLOAD_MAX_MB);
}

export function uploadRules(): UploadRules {
  const { UPLOAD_URL_TTL_SECONDS, ABANDONED_AFTER_HOURS } = env();
  return {
    policy: uploadPolicy(),
    urlTtlSeconds: UPLOAD_URL_TTL_SECONDS,
    idleHours: ABANDONED_AFTER_HOURS,
  };
}
