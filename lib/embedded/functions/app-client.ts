// HTTP to the app's serve endpoint: signed, kept alive, patient.
import http from 'node:http';
import {
  type Answer,
  answerLimitBytes,
  answerOfApp,
  answerWithinMs,
  type Call,
  parseJson,
} from './callee.ts';
import type { Settings } from './options.ts';
import { isSignedBy, signBody } from './signature.ts';

const syncLimitMs = 60_000;

export type AppClient = {
  /** Calls one step; resolves whatever happens. */
  call: (call: Call) => Promise<Answer>;
  /** Asks the app to register its functions; resolves with why it could not. */
  sync: () => Promise<string | undefined>;
  close: () => void;
};

type Reply = { status: number; headers: http.IncomingHttpHeaders; text: string };

/** A client for the app at this address. */
export function createAppClient(appUrl: string, settings: Settings): AppClient {
  const agent = new http.Agent({ keepAlive: true });
  return {
    async call({ functionId, stepId, runId, body }) {
      const url = new URL(appUrl);
      url.searchParams.set('fnId', functionId);
      url.searchParams.set('stepId', stepId);
      const headers = {
        'content-type': 'application/json',
        'x-inngest-server-kind': 'cloud',
        'x-inngest-req-version': '2',
        'x-inngest-signature': signBody(body, settings.signingKey),
        'x-run-id': runId,
      };
      try {
        const reply = await send(agent, url, { method: 'POST', headers, body }, answerWithinMs);
        return answerOf(reply, settings.signingKey);
      } catch (error) {
        return failureOf(error);
      }
    },
    async sync() {
      try {
        const headers = { 'x-inngest-server-kind': 'cloud' };
        const request = { method: 'PUT', headers, body: '' };
        const reply = await send(agent, new URL(appUrl), request, syncLimitMs);
        const message = (parseJson(reply.text) as { message?: unknown } | undefined)?.message;
        return reply.status === 200 ? undefined : `${reply.status} ${message ?? 'no reason given'}`;
      } catch (error) {
        return codeOf(error);
      }
    },
    close: () => agent.destroy(),
  };
}

function send(
  agent: http.Agent,
  url: URL,
  { method, headers, body }: { method: string; headers: Record<string, string>; body: string },
  limitMs: number,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const length = { 'content-length': String(Buffer.byteLength(body)) };
    const options = { agent, method, headers: { ...headers, ...length } };
    const request = http.request(url, options, (response) => {
      const chunks: Buffer[] = [];
      let byteSize = 0;
      response.on('data', (chunk: Buffer) => {
        byteSize += chunk.length;
        if (byteSize > answerLimitBytes) request.destroy(new Error('The answer is too large'));
        else chunks.push(chunk);
      });
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
      response.on('error', reject);
    });
    const limit = setTimeout(() => {
      request.destroy(new Error(`No answer within ${limitMs / 60_000} minutes`));
    }, limitMs);
    request.on('close', () => clearTimeout(limit));
    request.on('error', reject);
    request.end(body);
  });
}

function answerOf(reply: Reply, signingKey: string): Answer {
  const { status, headers, text } = reply;
  if (!isSignedBy(single(headers['x-inngest-signature']), text, signingKey)) {
    const reason = `${status} without the app's signature`;
    // A crash page may follow a step that ran; a missing route, a proxy or a wrong key does not.
    const ran = status === 500 || status < 400;
    return { kind: ran ? 'interrupted' : 'unavailable', reason };
  }
  return answerOfApp({
    ...{ status, text, noRetry: single(headers['x-inngest-no-retry']) === 'true' },
    retryAfter: single(headers['retry-after']),
    requestVersion: single(headers['x-inngest-req-version']),
  });
}

function failureOf(error: unknown): Answer {
  const code = codeOf(error);
  if (['ECONNREFUSED', 'ENOTFOUND', 'EADDRNOTAVAIL', 'EHOSTUNREACH'].includes(code)) {
    return { kind: 'unavailable', reason: code };
  }
  if (error instanceof Error && 'code' in error) return { kind: 'interrupted', reason: code };
  // Our own limits: the step had its time.
  return { kind: 'answered', status: 500, body: { name: 'Error', message: code }, noRetry: false };
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
