// The store as an HTTP server on this machine: every request answered, none able to bring it down.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { errorAnswer, sendAnswer } from './answers.ts';
import { multipartDays } from './bucket-settings.ts';
import { allowOrigin, answerPreflight, openTo } from './cors.ts';
import { listenOnLoopback } from './listen-on-loopback.ts';
import { StoreError } from './request-errors.ts';
import { findOperation } from './routes.ts';
import { type Credentials, verifySignature } from './signature.ts';
import { closeStore, openStore, type Store } from './store.ts';
import { parseRequest } from './store-request.ts';

export type StoreOptions = Credentials & {
  /** Where everything is kept; made when it is not there. */
  dir: string;
  bucket: string;
  /** 0, the default, takes a free port. */
  port?: number;
  /**
   * Origins whose pages may talk to the store as long as the bucket has no CORS policy of its own; every
   * origin by default, since only signatures count.
   */
  origins?: string[];
  now?: () => Date;
};

export type RunningStore = { url: string; port: number; close(): Promise<void> };

const idleTimeoutMs = 5 * 60 * 1000;
/** How long requests under way may go on after the store is told to stop. */
const closeGraceMs = 2000;
const sweepIntervalMs = 60 * 60 * 1000;
const dayMs = 24 * 3600 * 1000;

function toStoreError(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  console.error('store: unexpected failure:', error);
  return new StoreError('InternalError', 'The store failed; its log says why.');
}

function isHangUp(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET' || code === 'EPIPE';
}

async function answer(
  store: Store,
  credentials: Credentials,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const withoutBody = incoming.method === 'HEAD';
  try {
    const request = parseRequest(incoming);
    const { payloadSha256 } = await verifySignature(request, credentials, store.now());
    const operation = findOperation(request, store.bucket);
    const result = await operation({ store, request, payloadSha256 });
    await sendAnswer(response, result, { withoutBody });
  } catch (error) {
    // The client hung up; nothing of its half body was kept, and nobody is left to hear.
    if (isHangUp(error)) return;
    const refusal = errorAnswer(toStoreError(error));
    if (response.headersSent) response.destroy();
    else await sendAnswer(response, refusal, { withoutBody });
  }
}

/** Starts a store on 127.0.0.1 and ::1; resolves when it listens, after repairing what a crash left. */
export async function startStore(options: StoreOptions): Promise<RunningStore> {
  const { origins = ['*'], accessKeyId, secretAccessKey } = options;
  const store = openStore(options);
  const sweep = () =>
    store.multiparts
      .abortStartedBefore(new Date(store.now().getTime() - multipartDays(store.settings) * dayMs))
      .catch((error: unknown) => console.error('store: sweeping failed:', error));
  await sweep();
  const sweeping = setInterval(sweep, sweepIntervalMs);
  const inFlight = new Set<Promise<void>>();

  // Uploads may take hours, so only silence ends a connection, not the length of a request.
  const server = createServer(
    { requestTimeout: 0, keepAliveTimeout: 30_000 },
    (request, response) => {
      allowOrigin(request, response, store.settings.cors() ?? openTo(origins));
      if (request.method === 'OPTIONS') return answerPreflight(response);
      const answered = answer(store, { accessKeyId, secretAccessKey }, request, response)
        .catch((error: unknown) => {
          console.error('store: could not answer:', error);
          response.destroy();
        })
        .finally(() => inFlight.delete(answered));
      inFlight.add(answered);
    },
  );
  server.setTimeout(idleTimeoutMs);
  // R2 never sends "100 Continue": a client that waits for it must find out here.
  server.on('checkContinue', (_request, response) => {
    const refusal = new StoreError('ExpectationFailed', 'Expect: 100-continue is not supported.');
    void sendAnswer(response, errorAnswer(refusal), { withoutBody: false });
  });
  let listening: Awaited<ReturnType<typeof listenOnLoopback>>;
  try {
    listening = await listenOnLoopback(server, options.port ?? 0);
  } catch (error) {
    clearInterval(sweeping);
    await closeStore(store);
    throw error;
  }
  const { port } = listening;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    async close() {
      clearInterval(sweeping);
      const closed = listening.close();
      const graceOver = setTimeout(closeGraceMs, undefined, { ref: false });
      await Promise.race([Promise.all(inFlight), graceOver]);
      server.closeAllConnections();
      await closed;
      await Promise.all(inFlight);
      await closeStore(store);
    },
  };
}
