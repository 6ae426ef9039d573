// The HTTP side of the runner: events in, functions in, health out.
import http from 'node:http';
import { z } from 'zod';
import { answerLimitBytes } from './callee.ts';
import type { Gateway } from './connect/gateway.ts';
import { aboutRequest, sdkResponse } from './connect/messages.ts';
import type { Runner } from './context.ts';
import { inTransaction } from './database.ts';
import { completeEvents, insertEvents } from './events.ts';
import { notifyRunners } from './listener.ts';
import { failure, type Reply, readBytes, readJson } from './read-body.ts';
import { registerFunctions } from './registration.ts';
import { listRuns, queueHealth } from './report.ts';
import { hashSigningKey, sameText } from './signature.ts';
import { eventSchema } from './wire.ts';

const eventsSchema = z.union([z.array(eventSchema), eventSchema.transform((event) => [event])]);

type Stage = { runner: Runner; gateway: Gateway };
type Handler = (stage: Stage, request: http.IncomingMessage, url: URL) => Promise<Reply>;

/** Listens on 127.0.0.1 and resolves with the server once it does. */
export function startServer(runner: Runner, gateway: Gateway): Promise<http.Server> {
  const server = http.createServer((request, response) => {
    answer({ runner, gateway }, request)
      .catch((error: unknown) => {
        runner.settings.log(`${request.method} ${request.url}: ${error}`);
        return failure(500, 'The runner could not do this; its log says why');
      })
      .then(({ status, body }) => {
        // An unread body would be taken for the next request on this connection.
        if (!request.complete) response.setHeader('connection', 'close');
        const isBinary = body instanceof Uint8Array;
        const contentType = isBinary ? 'application/protobuf' : 'application/json';
        response.writeHead(status, { 'content-type': contentType });
        response.end(isBinary ? body : JSON.stringify(body));
      });
  });
  server.on('upgrade', gateway.upgrade);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(runner.settings.port, '127.0.0.1', () => resolve(server));
  });
}

async function answer(stage: Stage, request: http.IncomingMessage): Promise<Reply> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const handler = routes[`${request.method} /${url.pathname.split('/')[1]}`];
  if (handler) return handler(stage, request, url);
  return failure(501, `${request.method} ${url.pathname} needs a real Inngest server`);
}

const routes: Record<string, Handler> = {
  'POST /e': receiveEvents,
  'POST /fn': receiveFunctions,
  'POST /v0': receiveWorker,
  'GET /health': async ({ runner }) => ({ status: 200, body: await queueHealth(runner) }),
  'GET /runs': async ({ runner }, _request, url) => {
    const limit = Number(url.searchParams.get('limit') ?? 50);
    return { status: 200, body: { runs: await listRuns(runner, limit) } };
  },
};

async function receiveEvents(
  { runner }: Stage,
  request: http.IncomingMessage,
  url: URL,
): Promise<Reply> {
  // Both sides as a URL writes them, which is how the SDK sends the key.
  const expected = new URL(`http://127.0.0.1/e/${runner.settings.eventKey}`).pathname;
  if (!sameText(url.pathname, expected)) {
    return failure(401, 'Event key not found');
  }
  const body = await readJson(request);
  if ('refused' in body) return body.refused;
  const parsed = eventsSchema.safeParse(body.json);
  if (!parsed.success) return failure(400, `Not an event: ${z.prettifyError(parsed.error)}`);
  const reserved = parsed.data.find((event) => event.name.startsWith('inngest/'));
  if (reserved) return failure(400, `${reserved.name}: names with inngest/ are reserved`);

  const seed = String(request.headers['x-inngest-event-id-seed'] ?? '');
  const events = completeEvents(parsed.data, new Date(), seed);
  await inTransaction(runner.pool, async (client) => {
    await insertEvents(client, events);
    await notifyRunners(runner, client, 'events');
  });
  runner.wake();
  return { status: 200, body: { ids: events.map((event) => event.id), status: 200 } };
}

async function receiveFunctions(
  { runner }: Stage,
  request: http.IncomingMessage,
  url: URL,
): Promise<Reply> {
  if (url.pathname !== '/fn/register') return failure(501, `${url.pathname} is not implemented`);
  if (!hasKey(runner, request)) return strangerRefused(runner);
  if (!runner.settings.appUrl) return failure(409, 'Functions come with the workers that connect');
  const body = await readJson(request);
  if ('refused' in body) return body.refused;
  const functions = (body.json as { functions?: unknown } | null)?.functions;
  const outcome = await registerFunctions(runner, functions);
  if ('problems' in outcome) return failure(422, outcome.problems.join('; '));
  if (!runner.app.reachable) runner.resync();
  runner.wake();
  return { status: 200, body: { ok: true, status: 200, modified: outcome.modified } };
}

/** A worker asks where to connect, or brings an answer for which it had no socket. */
async function receiveWorker(
  { runner, gateway }: Stage,
  request: http.IncomingMessage,
  url: URL,
): Promise<Reply> {
  if (!hasKey(runner, request)) return strangerRefused(runner);
  if (url.pathname === '/v0/connect/start') {
    return { status: 200, body: gateway.announce(request.headers.host ?? '') };
  }
  if (url.pathname !== '/v0/connect/flush') return failure(501, `${url.pathname} is unknown`);
  const read = await readBytes(request, answerLimitBytes);
  if ('refused' in read) return read.refused;
  const response = sdkResponse.decode(read.bytes);
  gateway.takeAnswer(response);
  return { status: 200, body: aboutRequest.encode({ requestId: response.requestId }) };
}

function hasKey({ settings }: Runner, request: http.IncomingMessage): boolean {
  const expected = `Bearer ${hashSigningKey(settings.signingKey)}`;
  return sameText(request.headers.authorization ?? '', expected);
}

function strangerRefused({ settings }: Runner): Reply {
  settings.log('an app with another signing key tried to register');
  return failure(401, 'Signing key not found');
}
