// For handlers of others, which read whatever they are sent: a body that is no larger than it may be.
import 'server-only';
import { randomUUID } from 'node:crypto';
import { NextRequest } from 'next/server';
import { problemResponse } from './problem.ts';
import { readBytes } from './read-body.ts';

type Handler<Context> = (request: NextRequest, context: Context) => Promise<Response> | Response;

/** The same handler, which is called once the whole body is there; it fails like `readBytes`. */
export function boundedBody<Context>(
  maxBytes: number,
  handler: Handler<Context>,
): (request: NextRequest, context: Context) => Promise<Response> {
  return async (request, context) => {
    try {
      const body = await readBytes(request, maxBytes);
      const { method, headers } = request;
      const bounded = new NextRequest(request.url, { method, headers, body });
      return await handler(bounded, context);
    } catch (error) {
      return problemResponse(error, request.headers.get('x-request-id') ?? randomUUID());
    }
  };
}
