// What an operation gives back, and how it goes onto the wire.
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { StoreError } from './request-errors.ts';
import { buildXml, type XmlNode } from './xml.ts';

export type Answer = {
  status: number;
  headers?: Record<string, string>;
  body?: string | AsyncGenerator<Buffer>;
  /** Called once the answer is sent, or will never be. */
  release?: () => void;
};

export function xmlAnswer(root: string, content: XmlNode): Answer {
  return { status: 200, headers: xmlHeaders, body: buildXml(root, content) };
}

/** S3's error document. Answers without a body (HEAD, 304) drop it on the way out. */
export function errorAnswer(error: StoreError): Answer {
  const body = buildXml(
    'Error',
    { Code: error.code, Message: error.message },
    { namespace: false },
  );
  return { status: error.status, headers: xmlHeaders, body };
}

const xmlHeaders = { 'content-type': 'application/xml' };

/** Sends an answer with back-pressure; rejects when the client went away in the middle. */
export async function sendAnswer(
  response: ServerResponse,
  answer: Answer,
  options: { withoutBody: boolean },
): Promise<void> {
  try {
    response.statusCode = answer.status;
    for (const [name, value] of Object.entries(answer.headers ?? {}))
      response.setHeader(name, value);
    const { body = '' } = answer;
    if (typeof body === 'string') {
      if (!response.hasHeader('content-length') && ![204, 304].includes(answer.status))
        response.setHeader('content-length', options.withoutBody ? 0 : Buffer.byteLength(body));
      response.end(options.withoutBody ? undefined : body);
    } else {
      await pipeline(body, response);
    }
  } finally {
    answer.release?.();
  }
}
