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
  /** How long a client may say nothing before the store is asked whether it is done. */
  silentMinutes: number;
  /** What one person may have open at once: sessions, and the bytes they announce. */
  maxOpenUploads: number;
  maxOpenBytes: number;
};

const gibibyte = 1024 ** 3;

/** The default policy with the sizes of `UPLOAD_MAX_MB`. */
export function uploadPolicy(): UploadPolicy {
  return withMaxMegabytes(env().UPLOAD_MAX_MB);
}

export function uploadRules(): UploadRules {
  const settings = env();
  return {
    policy: uploadPolicy(),
    urlTtlSeconds: settings.UPLOAD_URL_TTL_SECONDS,
    idleHours: settings.ABANDONED_AFTER_HOURS,
    silentMinutes: settings.UPLOAD_SILENT_MINUTES,
    maxOpenUploads: settings.UPLOAD_MAX_OPEN,
    maxOpenBytes: settings.UPLOAD_MAX_OPEN_GB * gibibyte,
  };
}
