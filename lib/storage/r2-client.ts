// The S3 client as Cloudflare R2 needs it, with limits on how long anything may take.
import 'server-only';
import { S3Client } from '@aws-sdk/client-s3';

export type R2Options = {
  endpoint: string;
  /** The same store as browsers reach it; `endpoint` alone unless told. */
  browserEndpoints?: readonly string[];
  accessKeyId: string;
  secretAccessKey: string;
  bucket: string;
};

// Failures reach the caller as errors; the SDK would also print some of them.
const ignore = () => undefined;
const silentLogger = { trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore };

/** One client per process and address: it keeps its connections open. */
export function createR2Client({
  endpoint,
  accessKeyId,
  secretAccessKey,
}: Pick<R2Options, 'endpoint' | 'accessKeyId' | 'secretAccessKey'>): S3Client {
  return new S3Client({
    endpoint,
    credentials: { accessKeyId, secretAccessKey },
    region: 'auto',
    forcePathStyle: true,
    // The SDK would otherwise put the CRC32 of an empty body into presigned PUTs, which R2 refuses.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    // R2 never answers "100 Continue".
    expectContinueHeader: false,
    maxAttempts: 3,
    retryMode: 'standard',
    logger: silentLogger,
    requestHandler: {
      connectionTimeout: 5_000,
      // Silence on the wire, not the length of a transfer: a 64 MiB part may well take minutes.
      socketTimeout: 60_000,
      httpAgent: { keepAlive: true, maxSockets: 64 },
      httpsAgent: { keepAlive: true, maxSockets: 64 },
    },
  });
}
