// A worker that does what a test tells it, frame by frame, where the SDK's would do it right.
import { WebSocket } from 'ws';
import { hashSigningKey } from '../signature.ts';
import { signingKey } from '../test-stage.ts';
import {
  aboutRequest,
  authData,
  connectedApp,
  connectProtocol,
  executorRequest,
  extendLeaseAck,
  frame,
  kinds,
  sdkResponse,
  startResponse,
  workerConnect,
} from './messages.ts';

export type Request = ReturnType<typeof executorRequest.decode>;

export type ScriptedWorker = {
  requests: Request[];
  /** New lease ids it was given; empty where it lost its lease. */
  leases: string[];
  /** Set once the runner closed the socket. */
  closed: { reason: string } | undefined;
  isReady: () => boolean;
  say: (kind: number, payload?: Uint8Array) => void;
  about: (kind: number, request: Request) => void;
  answer: (request: Request, result: unknown) => void;
  cut: () => void;
};

/** A function of the app that these workers have. */
export const scriptedFunction = {
  id: 'app-scripted',
  name: 'scripted',
  triggers: [{ event: 'scripted' }],
  steps: {
    step: { id: 'step', name: 'step', runtime: { type: 'ws', url: 'wss://connect' } },
  },
};

/** Asks where to connect, as the SDK does. */
export function askToConnect(runnerUrl: string, key = signingKey): Promise<globalThis.Response> {
  const authorization = `Bearer ${hashSigningKey(key)}`;
  return fetch(`${runnerUrl}/v0/connect/start`, { method: 'POST', headers: { authorization } });
}

/** The whole answer of a call that succeeded. */
export function responseTo({ requestId }: Request, result: unknown): Uint8Array {
  return sdkResponse.encode({ requestId, status: 1, body: Buffer.from(JSON.stringify(result)) });
}

/** Connects with one place; `token` and `functions` may be wrong. */
export async function connectScripted(
  runnerUrl: string,
  { token, functions = [scriptedFunction] }: { token?: string; functions?: unknown } = {},
): Promise<ScriptedWorker> {
  const start = startResponse.decode(await (await askToConnect(runnerUrl)).bytes());
  const socket = new WebSocket(start.gatewayEndpoint, [connectProtocol]);
  let isReady = false;
  const worker: ScriptedWorker = {
    ...{ requests: [], leases: [], closed: undefined, isReady: () => isReady },
    say: (kind, payload) => socket.send(frame.encode({ kind, payload })),
    about: (kind, { requestId }) => worker.say(kind, aboutRequest.encode({ requestId })),
    answer: (request, result) => worker.say(kinds.reply, responseTo(request, result)),
    cut: () => socket.terminate(),
  };
  const introduce = () => {
    const sessionToken = token ?? start.sessionToken;
    const json = Buffer.from(JSON.stringify(functions));
    const introduction = workerConnect.encode({
      ...{ connectionId: start.connectionId, authData: authData.encode({ sessionToken }) },
      ...{ apps: [connectedApp.encode({ appName: 'app', functions: json })] },
      maxWorkerConcurrency: 1,
    });
    worker.say(kinds.workerConnect, introduction);
  };
  socket.on('message', (data: Buffer) => {
    const { kind, payload } = frame.decode(data);
    if (kind === kinds.gatewayHello) introduce();
    if (kind === kinds.connectionReady) {
      worker.say(kinds.workerReady);
      isReady = true;
    }
    if (kind === kinds.executorRequest) worker.requests.push(executorRequest.decode(payload));
    if (kind === kinds.extendLeaseAck)
      worker.leases.push(extendLeaseAck.decode(payload).newLeaseId);
  });
  socket.on('error', () => {});
  socket.on('close', (_code, reason) => {
    worker.closed = { reason: reason.toString() };
  });
  return worker;
}
