// One request to an address a stranger chose: bounded in time and in bytes, and never to where it may not go.
import 'server-only';
import { type ClientRequest, type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestTls } from 'node:https';
import type { AttemptFailure } from '../shared/schemas/webhook.ts';
import { AddressRefused, guardedLookup } from './guarded-lookup.ts';
import type { NameResolver } from './resolve-name.ts';
import { isAllowedTarget, type TargetRules } from './target-rules.ts';

export type Outcome = {
  failure: AttemptFailure | null;
  statusCode: number | null;
  /** The beginning of what was answered, with nothing in it that no column can hold. */
  answer: string | null;
  durationMs: number;
};

type Post = { url: string; body: string; headers: Record<string, string> };
type Limits = TargetRules & { resolve?: NameResolver; timeoutMs?: number };

const defaultTimeoutMs = 15_000;
const keptBytes = 1024;

/**
 * Sends it once; follows no redirect, and reads no more of the answer than is kept. A status of 200 to
 * 299 is success, also when the answer then stalls. Never throws.
 */
export async function postGuarded(post: Post, limits: Limits): Promise<Outcome> {
  const begunAt = performance.now();
  const attempt = await send(post, limits).catch((error: unknown) => failedBy(error));
  return { ...attempt, durationMs: Math.round(performance.now() - begunAt) };
}

type Attempt = Omit<Outcome, 'durationMs'>;

async function send({ url: text, body, headers }: Post, limits: Limits): Promise<Attempt> {
  const url = new URL(text);
  if (!isAllowedTarget(url, limits)) throw new AddressRefused();
  const signal = AbortSignal.timeout(limits.timeoutMs ?? defaultTimeoutMs);
  const request = (url.protocol === 'https:' ? requestTls : requestPlain)(url, {
    ...{ method: 'POST', signal, lookup: guardedLookup(limits, limits.resolve) },
    // A connection of its own: none that was made for another name is used again.
    agent: false,
    headers: { ...headers, 'content-length': Buffer.byteLength(body) },
  });
  try {
    const response = await answerOf(request, body);
    const statusCode = response.statusCode ?? 0;
    const isFine = statusCode >= 200 && statusCode < 300;
    return { failure: isFine ? null : 'status', statusCode, answer: await beginningOf(response) };
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    request.destroy();
  }
}

/** The connection is over, and what came was none of the answers there are. */
class NoAnswer extends Error {}

function answerOf(request: ClientRequest, body: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    // It stays: an error after the answer has begun must not end the process.
    request.on('error', reject);
    request.on('response', resolve);
    // After an answer that would switch protocols (101) nothing else is told, and no time limit ends it.
    request.on('close', () => reject(new NoAnswer()));
    request.end(body);
  });
}

/** Whatever ends it: an answer that breaks off or comes too slowly has its status all the same. */
async function beginningOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let byteSize = 0;
  try {
    for await (const chunk of response) {
      chunks.push(chunk);
      byteSize += chunk.length;
      if (byteSize >= keptBytes) break;
    }
  } catch {
    chunks.push(Buffer.from('…'));
  }
  const text = new TextDecoder().decode(Buffer.concat(chunks).subarray(0, keptBytes));
  // A NUL fits into no column, the others into no line.
  return text.replace(/\p{Cc}+/gu, ' ').trim();
}

const unknownName = /^(ENOTFOUND|EAI_\w+|ENODATA|ESERVFAIL|ETIMEOUT)$/;
const tlsFault =
  /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_)|^EPROTO$/;

/** A word for what went wrong; the words of the error stay here, as they may tell of what is inside. */
function failedBy(error: unknown): Attempt {
  return { failure: failureOf(error), statusCode: null, answer: null };
}

function failureOf(error: unknown): AttemptFailure {
  if (error instanceof AddressRefused) return 'address_refused';
  if (error instanceof DOMException && error.name === 'TimeoutError') return 'timeout';
  if (error instanceof NoAnswer) return 'bad_answer';
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (unknownName.test(code)) return 'name_not_found';
  if (tlsFault.test(code)) return 'tls';
  if (code.startsWith('HPE_')) return 'bad_answer';
  return 'unreachable';
}
