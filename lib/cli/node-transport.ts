// Node's PUT of a piece of a file: streamed, with its length announced, as stores demand it.
import http from 'node:http';
import https from 'node:https';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { NetworkError } from '#lib/client/network-error.ts';
import { retryAfterSeconds } from '#lib/client/retry-after.ts';
import type { PutAnswer, PutRequest, Transport } from '#lib/client/upload/put-blob.ts';

const connections = { keepAlive: true, maxSockets: 16 };
const agents = { 'http:': new http.Agent(connections), 'https:': new https.Agent(connections) };

export const nodeTransport: Transport = (put) =>
  new Promise<PutAnswer>((resolve, reject) => {
    const { signal, body, headers } = put;
    const fail = (cause: unknown) =>
      reject(
        signal.aborted
          ? signal.reason
          : new NetworkError('The connection to the store broke.', cause),
      );
    if (signal.aborted) return fail(signal.reason);
    const address = new URL(put.url);
    const { request } = address.protocol === 'https:' ? https : http;
    const sending = request(address, {
      ...{ method: 'PUT', signal },
      agent: address.protocol === 'https:' ? agents['https:'] : agents['http:'],
      headers: { ...headers, 'content-length': body.size },
    });
    sending.on('error', fail);
    sending.on('response', (answer) => {
      answer.on('error', fail);
      answer.on('end', () => resolve(answerOf(answer)));
      answer.resume();
    });
    pipeline(bytesOf(body), counted(put), sending).catch(fail);
  });

function bytesOf(body: Blob): Readable {
  return Readable.fromWeb(body.stream() as ReadableStream);
}

function counted({ onProgress }: PutRequest): Transform {
  let sent = 0;
  return new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      sent += chunk.byteLength;
      onProgress(sent);
      done(null, chunk);
    },
  });
}

function answerOf({ statusCode = 0, headers }: http.IncomingMessage): PutAnswer {
  return {
    status: statusCode,
    etag: headers.etag?.replaceAll('"', ''),
    retryAfterSeconds: retryAfterSeconds(headers['retry-after'] ?? null, Date.now()),
  };
}
