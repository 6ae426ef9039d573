// What worker and gateway say to each other (inngest 4.24, v0.connect.inngest.com), as far as we read it.
import { message } from './protobuf.ts';

/** The subprotocol a worker asks for. */
export const connectProtocol = 'v0.connect.inngest.com';

export const kinds = {
  gatewayHello: 0,
  workerConnect: 1,
  connectionReady: 2,
  executorRequest: 3,
  workerReady: 4,
  requestAck: 5,
  reply: 6,
  replyAck: 7,
  workerPause: 8,
  workerHeartbeat: 9,
  gatewayHeartbeat: 10,
  extendLease: 12,
  extendLeaseAck: 13,
} as const;

/** What every frame is. */
export const frame = message({ kind: [1, 'number'], payload: [2, 'bytes'] });

export const startResponse = message({
  connectionId: [1, 'text'],
  gatewayEndpoint: [2, 'text'],
  gatewayGroup: [3, 'text'],
  sessionToken: [4, 'text'],
  syncToken: [5, 'text'],
});

export const workerConnect = message({
  connectionId: [1, 'text'],
  instanceId: [2, 'text'],
  authData: [3, 'bytes'],
  apps: [5, 'list'],
  maxWorkerConcurrency: [14, 'number'],
});
export const authData = message({ sessionToken: [1, 'text'] });
/** `functions` is what the app would register over HTTP, as JSON. */
export const connectedApp = message({ appName: [1, 'text'], functions: [4, 'bytes'] });

/** Durations such as `10s`. */
export const connectionReady = message({
  heartbeatInterval: [1, 'text'],
  extendLeaseInterval: [2, 'text'],
});

export const executorRequest = message({
  requestId: [1, 'text'],
  appName: [5, 'text'],
  functionSlug: [7, 'text'],
  stepId: [8, 'text'],
  requestPayload: [9, 'bytes'],
  runId: [12, 'text'],
  leaseId: [13, 'text'],
});

/** Of an acknowledgement, an extension and a flush alike. */
export const aboutRequest = message({ requestId: [1, 'text'] });
export const extendLeaseAck = message({ requestId: [1, 'text'], newLeaseId: [6, 'text'] });

export const sdkResponse = message({
  requestId: [1, 'text'],
  status: [5, 'number'],
  body: [6, 'bytes'],
  noRetry: [7, 'flag'],
  retryAfter: [8, 'text'],
  requestVersion: [10, 'number'],
});
/** What `status` of a response is over HTTP. */
export const httpStatusOf: Record<number, number> = { 0: 206, 1: 200, 2: 500 };
