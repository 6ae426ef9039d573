// One worker's socket: the handshake, then what the worker says, frame by frame.
import type { RawData, WebSocket } from 'ws';
import {
  aboutRequest,
  connectionReady,
  extendLeaseAck,
  frame,
  kinds,
  sdkResponse,
  workerConnect,
} from './messages.ts';

export type Introduction = ReturnType<typeof workerConnect.decode>;
export type Response = ReturnType<typeof sdkResponse.decode>;

/** A connected worker. */
export type Link = {
  /** Of each function it has, the app it belongs to. */
  appOf: Map<string, string>;
  /** Calls it executes at once. */
  places: number;
  /** Whether it takes new calls: after it said that it is ready, until it says that it is leaving. */
  takesCalls: boolean;
  heardAt: number;
  send: (kind: number, payload?: Uint8Array) => void;
  /** Closes the socket, saying why. */
  end: (why: string) => void;
  /** Without waiting for an answer. */
  cut: () => void;
};

export type Hearing = {
  /** Lets the worker in, or says why not. */
  admit: (link: Link, introduction: Introduction) => Promise<string | undefined>;
  onReady: (link: Link) => void;
  onLeaving: (link: Link) => void;
  onTaken: (requestId: string) => void;
  /** Whether anybody still waits for this request. */
  onWorking: (link: Link, requestId: string) => boolean;
  onAnswer: (response: Response) => void;
  onGone: (link: Link) => void;
};

export type Intervals = { heartbeat: string; extendLease: string };

/** Codes from 4000 on are free for applications (RFC 6455, section 7.4.2). */
const refusedCode = 4003;
/** A close frame has room for 123 bytes of reason. */
const longestReason = 120;

/** Greets a worker and listens to it until its socket is gone. */
export function openLink(socket: WebSocket, hearing: Hearing, intervals: Intervals): Link {
  const link: Link = {
    ...{ appOf: new Map(), places: 0, takesCalls: false, heardAt: Date.now() },
    send: (kind, payload) => socket.send(frame.encode({ kind, payload })),
    end: (why) => {
      socket.close(refusedCode, why.replace(/[^\x20-\x7e]/g, ' ').slice(0, longestReason));
    },
    cut: () => socket.terminate(),
  };
  let isAdmitted = false;

  async function introduce(payload: Uint8Array): Promise<void> {
    const refusal = await hearing
      .admit(link, workerConnect.decode(payload))
      .catch((error: unknown) => `not now: ${error}`);
    if (refusal !== undefined) return link.end(refusal);
    isAdmitted = true;
    const { heartbeat, extendLease } = intervals;
    const ready = { heartbeatInterval: heartbeat, extendLeaseInterval: extendLease };
    link.send(kinds.connectionReady, connectionReady.encode(ready));
  }

  const listeners: Record<number, (payload: Uint8Array) => void> = {
    [kinds.workerReady]: () => {
      link.takesCalls = true;
      hearing.onReady(link);
    },
    [kinds.workerPause]: () => {
      link.takesCalls = false;
      hearing.onLeaving(link);
    },
    [kinds.workerHeartbeat]: () => link.send(kinds.gatewayHeartbeat),
    [kinds.requestAck]: (payload) => hearing.onTaken(aboutRequest.decode(payload).requestId),
    [kinds.extendLease]: (payload) => {
      const { requestId } = aboutRequest.decode(payload);
      // Without a new lease the worker knows that it lost the one it had.
      const newLeaseId = hearing.onWorking(link, requestId) ? requestId : '';
      link.send(kinds.extendLeaseAck, extendLeaseAck.encode({ requestId, newLeaseId }));
    },
    [kinds.reply]: (payload) => {
      const response = sdkResponse.decode(payload);
      hearing.onAnswer(response);
      link.send(kinds.replyAck, aboutRequest.encode({ requestId: response.requestId }));
    },
  };

  socket.on('message', (data: RawData) => {
    link.heardAt = Date.now();
    try {
      const { kind, payload } = frame.decode(data as Buffer);
      if (isAdmitted) listeners[kind]?.(payload);
      else if (kind === kinds.workerConnect) void introduce(payload);
    } catch {
      link.end('not understood');
    }
  });
  // It is told by `close`, which follows.
  socket.on('error', () => {});
  socket.on('close', () => {
    link.takesCalls = false;
    hearing.onGone(link);
  });
  link.send(kinds.gatewayHello);
  return link;
}
