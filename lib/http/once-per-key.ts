// A POST under an `Idempotency-Key` has one effect: repeated, it is given the answer it got, for a day.
import 'server-only';
import { createHash, randomUUID } from 'node:crypto';
import type { Database } from '../db/client.ts';
import { type Claim, claimKey, holdKey, keepAnswer, releaseKey } from '../db/kept-answers.ts';
import { log } from '../env/log.ts';
import type { Ports } from '../ports/ports.ts';
import type { Actor } from '../shared/actor.ts';
import { AppError } from '../shared/errors.ts';
import { seal, unseal } from './sealed-answer.ts';

const longestKey = 200;
const signOfLifeMs = 20_000;

type KeyedCall = {
  request: Request;
  requestId: string;
  body: unknown;
  actor: Actor | null;
  ports: Ports;
  idempotencyKey?: string;
};

/** Throws `invalid_request` for one nobody can have meant. */
export function readIdempotencyKey(request: Request): string | undefined {
  const key = request.headers.get('idempotency-key')?.trim();
  if (!key) return undefined;
  if (key.length <= longestKey) return key;
  throw new AppError(
    'invalid_request',
    `The Idempotency-Key is longer than ${longestKey} characters.`,
  );
}

/**
 * What `run` answers, or what it answered to the same request under this key. Failures are not kept:
 * repeated, the request is tried again. Throws `idempotency_key_reused` when the key came with another
 * request, `idempotency_key_in_use` while the first is being worked on.
 */
export async function oncePerKey(call: KeyedCall, run: () => Promise<Response>): Promise<Response> {
  const { request, actor, body, ports, idempotencyKey: key } = call;
  // A form is still being typed in when it is sent again; one record comes of it, whose key it is.
  if (request.method !== 'POST' || !key || !actor || isFormKey(body, key)) return run();
  const claim: Claim = {
    ownerId: actor.id,
    keyHash: scopedHash(request, key),
    claim: randomUUID(),
  };
  const requestHash = hashOf(request, body);
  const claimed = await claimKey(ports.db, { ...claim, requestHash }, claim.claim);
  if (claimed.state === 'ours') return answerAndKeep(claim, { ports, key }, run);
  if (claimed.state === 'another') {
    throw new AppError('idempotency_key_reused', 'This key came with another request before.');
  }
  if (claimed.state === 'underWay') {
    const sentence = 'The first request under this key is still being worked on.';
    throw new AppError('idempotency_key_in_use', sentence, { retryAfterSeconds: 1 });
  }
  return replay(unseal(claimed.answer, key), call);
}

async function answerAndKeep(
  claim: Claim,
  { ports: { db }, key }: { ports: Ports; key: string },
  run: () => Promise<Response>,
): Promise<Response> {
  const alive = setInterval(() => {
    holdKey(db, claim).catch((err: unknown) => log().warn({ err }, 'a key could not be held'));
  }, signOfLifeMs);
  try {
    const response = await run();
    await keep(claim, response, { db, key });
    return response;
  } catch (error) {
    await releaseKey(db, claim);
    throw error;
  } finally {
    clearInterval(alive);
  }
}

/** What was done is done, whether its answer can be kept or not: until the claim ends, nobody repeats it. */
async function keep(claim: Claim, response: Response, { db, key }: { db: Database; key: string }) {
  const body = response.body === null ? null : await response.clone().text();
  const contentType = response.headers.get('content-type');
  const sealed = seal({ status: response.status, contentType, body }, key);
  await keepAnswer(db, claim, sealed).catch((err: unknown) => {
    log().warn({ err }, 'an answer could not be kept');
  });
}

function replay(kept: ReturnType<typeof unseal>, { requestId }: KeyedCall): Response {
  if (!kept)
    throw new AppError('conflict', 'What was answered under this key cannot be read any more.');
  const { status, contentType, body } = kept;
  const headers = new Headers({
    'cache-control': 'no-store',
    'x-request-id': requestId,
    'idempotency-replayed': 'true',
  });
  if (contentType !== null) headers.set('content-type', contentType);
  return new Response(body, { status, headers });
}

function isFormKey(body: unknown, key: string): boolean {
  return typeof body === 'object' && body !== null && 'draftId' in body && body.draftId === key;
}

/** A key is for one address: used at another, it is another key. */
function scopedHash(request: Request, key: string): string {
  return sha256(`${new URL(request.url).pathname}\n${key}`);
}

/** Of a body that is streamed, and so not known here, its length has to do. */
function hashOf(request: Request, body: unknown): string {
  const bytesAsHash = (_: string, value: unknown) =>
    value instanceof Uint8Array ? createHash('sha256').update(value).digest('hex') : value;
  const isUnread = Object.keys(body ?? {}).length === 0;
  const length = isUnread ? request.headers.get('content-length') : null;
  return sha256(JSON.stringify([new URL(request.url).search, body, length], bytesAsHash));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
