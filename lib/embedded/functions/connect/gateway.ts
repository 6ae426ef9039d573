// Where workers connect to be given steps (Inngest connect), over sockets that they open themselves.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import {
  type Answer,
  answerLimitBytes,
  answerOfApp,
  answerWithinMs,
  type Callee,
} from '../callee.ts';
import type { Runner } from '../context.ts';
import { admit } from './admit.ts';
import { type Hearing, type Link, openLink, type Response } from './link.ts';
import {
  connectProtocol,
  executorRequest,
  httpStatusOf,
  kinds,
  startResponse,
} from './messages.ts';
import { createOpenCalls } from './open-calls.ts';
import { connectionToken } from './tokens.ts';

export type Gateway = Callee & {
  /** What a worker needs to open its socket, at the address it asked at. */
  announce: (host: string) => Uint8Array;
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** An answer that came without a socket. */
  takeAnswer: (response: Response) => void;
  isReachable: () => boolean;
  close: () => void;
};

const path = '/v0/connect';
/** For a worker that has no turn on a busy machine: only one that is leaving takes no call. */
const takeWithinMs = 60_000;

/** A gateway without workers. */
export function createGateway(runner: Runner): Gateway {
  const links = new Set<Link>();
  const sockets = new WebSocketServer({
    ...{ noServer: true, maxPayload: answerLimitBytes, clientTracking: true },
    handleProtocols: (asked) => (asked.has(connectProtocol) ? connectProtocol : false),
  });
  const limits = { takeWithinMs, answerWithinMs };
  const calls = createOpenCalls<Link>(limits, () => runner.wake());
  const freePlacesOf = (link: Link) =>
    link.takesCalls ? Math.max(0, link.places - calls.countOf(link)) : 0;
  const hearing = hearingOf(runner, calls);
  const watch = setInterval(() => endSilent(links, runner.settings.silentMs), 1000).unref();

  return {
    announce: (host) => {
      const connectionId = randomUUID();
      return startResponse.encode({
        ...{ connectionId, gatewayEndpoint: `ws://${host}${path}`, gatewayGroup: 'local' },
        sessionToken: connectionToken(connectionId, runner.settings.signingKey),
        syncToken: 'none',
      });
    },
    upgrade(request, socket, head) {
      if (request.url !== path) return socket.destroy();
      sockets.handleUpgrade(request, socket, head, (opened: WebSocket) => {
        const intervals = { heartbeat: '10s', extendLease: '5s' };
        const link = openLink(opened, hearing, intervals);
        links.add(link);
        opened.on('close', () => links.delete(link));
      });
    },
    takeAnswer: hearing.onAnswer,
    isReachable: () => [...links].some((link) => link.takesCalls),
    free() {
      const free = [...links].filter((link) => freePlacesOf(link) > 0);
      return {
        functionIds: [...new Set(free.flatMap((link) => [...link.appOf.keys()]))],
        count: free.reduce((sum, link) => sum + freePlacesOf(link), 0),
      };
    },
    async call({ functionId, stepId, runId, body }) {
      const [link] = [...links]
        .filter((each) => each.appOf.has(functionId) && freePlacesOf(each) > 0)
        .sort((a, b) => freePlacesOf(b) - freePlacesOf(a));
      if (!link) return { kind: 'unavailable', reason: 'no connected worker is free' };
      const requestId = randomUUID();
      const answer = calls.open(requestId, link);
      const request = {
        ...{ requestId, leaseId: requestId, appName: link.appOf.get(functionId) ?? '' },
        ...{ functionSlug: functionId, stepId, runId, requestPayload: Buffer.from(body) },
      };
      link.send(kinds.executorRequest, executorRequest.encode(request));
      return answer;
    },
    close() {
      clearInterval(watch);
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}

function hearingOf(runner: Runner, calls: ReturnType<typeof createOpenCalls<Link>>): Hearing {
  return {
    admit: (link, introduction) => admit(runner, link, introduction),
    onReady: () => runner.wake(),
    onLeaving: (link) => calls.giveUpUntaken(link, 'the worker is leaving'),
    onTaken: calls.take,
    onWorking: (link, requestId) => calls.keep(requestId, link),
    onAnswer: (response) => calls.answer(response.requestId, answerOf(response)),
    onGone: (link) => calls.giveUp(link, 'the worker is gone'),
  };
}

function answerOf({ status, body, noRetry, retryAfter, requestVersion }: Response): Answer {
  // The SDK has no word of its own for a function that failed for good: it is done, and not to be
  // tried again. One that succeeded says nothing about trying.
  const isFailure = noRetry && httpStatusOf[status] === 200;
  return answerOfApp({
    ...{ status: isFailure ? 400 : (httpStatusOf[status] ?? 500), noRetry },
    text: Buffer.from(body).toString('utf8'),
    retryAfter: retryAfter || undefined,
    requestVersion: requestVersion ? String(requestVersion) : undefined,
  });
}

function endSilent(links: Set<Link>, silentMs: number): void {
  for (const link of links) {
    if (Date.now() - link.heardAt > silentMs) link.cut();
  }
}
