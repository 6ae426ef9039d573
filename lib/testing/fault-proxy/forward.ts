// Passes one request on to the target and its answer back, streaming both ways.
import {
  type ClientRequest,
  type IncomingMessage,
  type ServerResponse,
  request as send,
} from 'node:http';

/** Of the connection, not of the request: each side has its own. */
const hopByHop = new Set(['connection', 'keep-alive', 'proxy-connection', 'transfer-encoding']);

/**
 * Opens the same request to the target, all but the body, which is the caller's to send. Everything
 * goes as it came, the Host too: signatures cover it. A target that breaks off is a broken
 * connection to the client, and the other way round.
 */
export function forwardHead(input: {
  from: IncomingMessage;
  to: ServerResponse;
  targetPort: number;
  onAnswer: (answer: IncomingMessage) => void;
}): ClientRequest {
  const { from, to, targetPort, onAnswer } = input;
  const upstream = send({
    host: '127.0.0.1',
    port: targetPort,
    method: from.method,
    path: from.url,
    headers: rawHeadersFor(from),
    // A fresh connection each: a kept one could be closed by the target just when it is used.
    agent: false,
  });
  upstream.on('response', (answer) => {
    answer.on('error', () => breakConnection(to));
    onAnswer(answer);
  });
  upstream.on('error', () => breakConnection(to));
  to.on('close', () => {
    if (!to.writableFinished) upstream.destroy();
  });
  return upstream;
}

/** Gives the answer of the target to the client. */
export function passOn(answer: IncomingMessage, to: ServerResponse): void {
  to.writeHead(answer.statusCode ?? 502, rawHeadersFor(answer));
  answer.pipe(to);
}

/** What a client sees when the line breaks: a reset, no answer. */
export function breakConnection(response: ServerResponse): void {
  const { socket } = response;
  if (socket) socket.resetAndDestroy();
  else response.destroy();
}

function rawHeadersFor({ rawHeaders, headers }: IncomingMessage): string[] {
  const kept: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = rawHeaders.slice(index, index + 2);
    if (!hopByHop.has(name.toLowerCase())) kept.push(name, value);
  }
  // Of unknown length: Node has to be told to send it in chunks again.
  if (headers['transfer-encoding']) kept.push('Transfer-Encoding', 'chunked');
  return kept;
}
