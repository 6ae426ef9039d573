// Who may do what: verifies Signature Version 4 in the Authorization header or in a presigned address.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { Sha256 } from '@aws-crypto/sha256-js';
import { ALGORITHM_IDENTIFIER, createScope, getSigningKey } from '@smithy/signature-v4';
import { canonicalRequest } from './canonical-request.ts';
import { StoreError } from './request-errors.ts';
import type { StoreRequest } from './store-request.ts';

export type Credentials = { accessKeyId: string; secretAccessKey: string };

type Claim = {
  credential: string;
  signedHeaders: string[];
  signature: string;
  longDate: string;
  payloadHash: string;
  /** Only presigned addresses carry their own life time. */
  expiresInSeconds: number | undefined;
};

const allowedSkewMs = 15 * 60 * 1000;
const maxExpiresInSeconds = 7 * 24 * 3600;
const unsignedPayload = 'UNSIGNED-PAYLOAD';
// R2 signs for `auto` and takes `us-east-1` as another name for it.
const regions = ['auto', 'us-east-1'];
const authorizationPattern =
  /^AWS4-HMAC-SHA256 Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([^,\s]+)$/;

function claimFromHeader(request: StoreRequest, authorization: string): Claim {
  const [, credential, signedHeaders, signature] = authorizationPattern.exec(authorization) ?? [];
  if (!credential || !signedHeaders || !signature)
    throw new StoreError('InvalidRequest', 'The Authorization header is not AWS4-HMAC-SHA256.');
  return {
    credential,
    signedHeaders: signedHeaders.split(';'),
    signature,
    longDate: String(request.headers['x-amz-date'] ?? ''),
    payloadHash: String(request.headers['x-amz-content-sha256'] ?? ''),
    expiresInSeconds: undefined,
  };
}

function claimFromQuery({ query, headers }: StoreRequest): Claim {
  if (query.get('X-Amz-Algorithm') !== ALGORITHM_IDENTIFIER)
    throw new StoreError('InvalidArgument', `X-Amz-Algorithm must be ${ALGORITHM_IDENTIFIER}.`);
  const expires = query.get('X-Amz-Expires') ?? '';
  const expiresInSeconds = /^\d{1,6}$/.test(expires) ? Number(expires) : 0;
  if (expiresInSeconds < 1 || expiresInSeconds > maxExpiresInSeconds)
    throw new StoreError('InvalidArgument', `X-Amz-Expires must be 1 to ${maxExpiresInSeconds}.`);
  const payloadHash = headers['x-amz-content-sha256'] ?? query.get('X-Amz-Content-Sha256');
  return {
    credential: query.get('X-Amz-Credential') ?? '',
    signedHeaders: (query.get('X-Amz-SignedHeaders') ?? '').split(';'),
    signature: query.get('X-Amz-Signature') ?? '',
    longDate: query.get('X-Amz-Date') ?? '',
    payloadHash: String(payloadHash ?? unsignedPayload),
    expiresInSeconds,
  };
}

function readClaim(request: StoreRequest): Claim {
  const { authorization } = request.headers;
  const presigned = request.query.has('X-Amz-Signature');
  if (authorization !== undefined && presigned)
    throw new StoreError('InvalidArgument', 'Sign in the header or in the address, not in both.');
  if (authorization !== undefined) return claimFromHeader(request, authorization);
  if (presigned) return claimFromQuery(request);
  throw new StoreError('AccessDenied', 'The request is not signed.');
}

function checkTime({ longDate, expiresInSeconds }: Claim, now: Date): void {
  const signedAt = Date.parse(
    longDate.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'),
  );
  if (Number.isNaN(signedAt) || !/^\d{8}T\d{6}Z$/.test(longDate))
    throw new StoreError('InvalidRequest', 'The signing date is missing or not YYYYMMDDTHHMMSSZ.');
  const ageMs = now.getTime() - signedAt;
  if (ageMs < -allowedSkewMs)
    throw new StoreError('RequestTimeTooSkewed', 'The request was signed in the future.');
  if (expiresInSeconds === undefined && ageMs > allowedSkewMs)
    throw new StoreError('RequestTimeTooSkewed', 'The request was signed too long ago.');
  if (expiresInSeconds !== undefined && ageMs > expiresInSeconds * 1000)
    throw new StoreError('ExpiredRequest', 'Request has expired.');
}

function checkSignedHeaders(request: StoreRequest, signedHeaders: string[]): void {
  if (!signedHeaders.includes('host'))
    throw new StoreError('AccessDenied', 'The host header must be signed.');
  const unsigned = Object.keys(request.headers).find(
    (name) => name.startsWith('x-amz-') && !signedHeaders.includes(name),
  );
  if (unsigned) throw new StoreError('AccessDenied', `The header ${unsigned} is not signed.`);
}

function checkPayloadHash(payloadHash: string): void {
  if (payloadHash.startsWith('STREAMING-'))
    throw new StoreError('NotImplemented', `${payloadHash} is not implemented.`);
  if (payloadHash !== unsignedPayload && !/^[0-9a-f]{64}$/.test(payloadHash))
    throw new StoreError('InvalidRequest', 'x-amz-content-sha256 is missing or not a SHA-256.');
}

async function expectedSignature(
  request: StoreRequest,
  claim: Claim,
  scope: { day: string; region: string },
  credentials: Credentials,
): Promise<Buffer> {
  const canonical = canonicalRequest(request, claim.signedHeaders, claim.payloadHash);
  const stringToSign = [
    ALGORITHM_IDENTIFIER,
    claim.longDate,
    createScope(scope.day, scope.region, 's3'),
    createHash('sha256').update(canonical).digest('hex'),
  ].join('\n');
  const key = await getSigningKey(Sha256, credentials, scope.day, scope.region, 's3');
  return createHmac('sha256', key).update(stringToSign).digest();
}

/**
 * Lets a request pass only when its signature is right, in time, and covers every `x-amz-*` header.
 * Resolves to the SHA-256 (hex) the body must have, or undefined when the signer left the body open.
 */
export async function verifySignature(
  request: StoreRequest,
  credentials: Credentials,
  now: Date,
): Promise<{ payloadSha256: string | undefined }> {
  const claim = readClaim(request);
  checkPayloadHash(claim.payloadHash);
  checkTime(claim, now);
  const [accessKeyId, day = '', region = '', service, terminator, ...rest] =
    claim.credential.split('/');
  if (accessKeyId !== credentials.accessKeyId)
    throw new StoreError('InvalidAccessKeyId', 'The access key is not known here.');
  const scoped =
    claim.longDate.startsWith(`${day}T`) &&
    regions.includes(region) &&
    service === 's3' &&
    terminator === 'aws4_request' &&
    rest.length === 0;
  if (!scoped) throw new StoreError('AccessDenied', 'The credential scope is wrong.');
  checkSignedHeaders(request, claim.signedHeaders);
  const expected = await expectedSignature(request, claim, { day, region }, credentials);
  const given = Buffer.from(claim.signature, 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new StoreError('SignatureDoesNotMatch', 'The signature is not right for this request.');
  return {
    payloadSha256: claim.payloadHash === unsignedPayload ? undefined : claim.payloadHash,
  };
}
