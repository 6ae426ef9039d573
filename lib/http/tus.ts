// Answers the tus protocol (https://tus.io/protocols/resumable-upload, 1.0.0): @tus/server over our domain.
import 'server-only';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { Server } from '@tus/server';
import { AppError } from '../shared/errors.ts';
import { api } from '../shared/paths.ts';
import { sizeOfPartials } from '../uploads/open-final.ts';
import type { ServedContext } from '../uploads/open-served.ts';
import { largestFile, terminateTus } from '../uploads/tus-uploads.ts';
import { problemResponse } from './problem.ts';
import { steadyBody } from './steady-body.ts';
import { translated, tusStatus, WrongVersion } from './tus-errors.ts';
import { meantMethod, offsetType, readChecksum, readConcat, tusVersion } from './tus-headers.ts';
import { TusStore } from './tus-store.ts';

type Told = { idempotencyKey?: string };
type TusCall = ServedContext & Told & { request: Request; requestId: string };

/** Where the media an upload brings is told, so that a program need not look for it. */
const mediaIdHeader = 'cutroom-media-id';
const metadataHeader = 'upload-metadata';
/** How long whoever is at an upload may go on when somebody else asks for it. */
const drainMs = 500;

/** Answers everything but OPTIONS. Errors are problem+json, with the numbers tus has for them. */
export async function answerTus({ request, requestId, ...context }: TusCall): Promise<Response> {
  let answer: Response;
  try {
    answer = await ask(request, context);
  } catch (error) {
    answer = problemResponse(error, requestId, tusStatus(error));
  }
  answer.headers.set('tus-resumable', tusVersion);
  answer.headers.set('cache-control', 'no-store');
  answer.headers.set('x-request-id', requestId);
  return answer;
}

async function ask(
  request: Request,
  { idempotencyKey, ...context }: ServedContext & Told,
): Promise<Response> {
  const method = meantMethod(request);
  if (request.headers.get('tus-resumable') !== tusVersion) {
    throw new WrongVersion('invalid_request', `Say Tus-Resumable: ${tusVersion}.`);
  }
  if (method === 'POST' && new URL(request.url).pathname !== api.tus()) {
    throw new AppError('not_found', `Uploads are opened at ${api.tus()}.`);
  }
  if (method === 'PATCH' && request.headers.get('content-type') !== offsetType) {
    throw new AppError('unsupported_media_type', `Say Content-Type: ${offsetType}.`);
  }
  const header = request.headers.get(metadataHeader) ?? '';
  const concat = readConcat(request.headers.get('upload-concat'));
  const checksum = readChecksum(request.headers.get('upload-checksum'));
  const hasBytes = request.headers.get('content-type') === offsetType;
  const asked = { method, header, concat, checksum, hasBytes, idempotencyKey };
  const store = new TusStore(context, asked);
  const headers = cleaned(request.headers);
  if (method === 'POST' && concat.kind === 'final') {
    headers.set('upload-length', String(await sizeOfPartials(concat.ids, context)));
  }
  try {
    const answer = await passOn(request, { method, headers }, store, context);
    return told(answer, method, store);
  } catch (error) {
    // Nobody was told its address.
    const { seen, isNew } = store;
    if (seen && isNew) await terminateTus(seen, context).catch(() => undefined);
    throw error;
  }
}

/** Headers of proxies are not for the server: its addresses are relative. */
function cleaned(headers: Headers): Headers {
  const names = ['x-forwarded-proto', 'x-forwarded-host', 'forwarded', 'x-http-method-override'];
  const rest = [...headers].filter(([name]) => !names.includes(name));
  return new Headers(rest);
}

/** One server for one request: it then need not tell whose request it is. Throws what went wrong. */
async function passOn(
  request: Request,
  { method, headers }: { method: string; headers: Headers },
  store: TusStore,
  { rules }: ServedContext,
): Promise<Response> {
  let failure: { error: unknown } | null = null;
  const server = new Server({
    ...{ path: api.tus(), datastore: store, locker: store, relativeLocation: true },
    ...{ maxSize: largestFile(rules), lockDrainTimeout: drainMs, allowedOrigins: () => false },
    namingFunction: () => randomUUID(),
    onUploadFinish: async (_, { id }) => {
      await store.finish(id);
      return {};
    },
    onResponseError(_, error) {
      failure = { error };
      return undefined;
    },
  });
  const { origin, pathname } = new URL(request.url);
  // A POST that means HEAD may have a body, which nobody reads.
  const sent = method === 'HEAD' ? null : request.body;
  const body = sent && Readable.toWeb(Readable.from(steadyBody(sent)));
  // Both are streams of the web; Node and the browser's types spell them differently.
  const init = { method, headers, ...(body ? { body, duplex: 'half' } : {}) } as RequestInit;
  const answer = await server.handleWeb(new Request(origin + pathname, init));
  if (failure) throw translated((failure as { error: unknown }).error);
  if (answer.status >= 400) {
    throw translated({ status_code: answer.status, body: await answer.text() });
  }
  return answer;
}

/** What the server does not say by itself. */
function told(answer: Response, method: string, { seen }: TusStore): Response {
  answer.headers.delete('access-control-expose-headers');
  if (!seen || method === 'DELETE') return answer;
  if (seen.upload?.mediaId) answer.headers.set(mediaIdHeader, seen.upload.mediaId);
  if (method !== 'HEAD') return answer;
  if (seen.metadata) answer.headers.set(metadataHeader, seen.metadata);
  if (seen.kind === 'partial') answer.headers.set('upload-concat', 'partial');
  if (seen.kind === 'final') {
    const addresses = seen.partialIds.map((id) => api.tus(id)).join(' ');
    answer.headers.set('upload-concat', `final;${addresses}`);
  }
  if (seen.upload?.status !== 'completed') {
    answer.headers.set('upload-expires', seen.expiresAt.toUTCString());
  }
  return answer;
}
