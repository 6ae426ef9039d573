// Wraps a domain function as a route handler: parse, tell it who asks, answer.
import 'server-only';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { actorOf, cookiesOf } from '../auth/actor-of.ts';
import { type Ports, ports } from '../ports/ports.ts';
import type { Actor } from '../shared/actor.ts';
import { AppError } from '../shared/errors.ts';
import { problemResponse } from './problem.ts';
import { readJson } from './read-body.ts';
import { requireSameOrigin } from './same-origin.ts';

type NoInput = z.ZodObject<Record<never, never>>;
const noInput: NoInput = z.object({});

type Declaration<Body, Query> = {
  /** Left out: the request has no body to read. */
  body?: Body;
  query?: Query;
  /** The status of a success with an answer; a result of `undefined` is a 204. */
  status?: number;
};

export type Call<Body, Query, Params, Who> = {
  body: Body;
  query: Query;
  params: Params;
  actor: Who;
  ports: Ports;
  request: Request;
  /** The request's `Idempotency-Key`: the same key twice has one effect. */
  idempotencyKey?: string;
};

type NextContext<Params> = { params: Promise<Params> };

/** A handler for signed-in callers. Its result is answered as JSON, a `Response` as it is. */
export function route<
  Params extends object,
  Body extends z.ZodType = NoInput,
  Query extends z.ZodType = NoInput,
>(
  declaration: Declaration<Body, Query>,
  run: (call: Call<z.output<Body>, z.output<Query>, Params, Actor>) => Promise<unknown>,
) {
  return handler<Params, Body, Query, Actor>(declaration, run, (actor) => {
    if (!actor) throw new AppError('unauthenticated', 'Sign in first.');
    return actor;
  });
}

/** The same for everybody: `actor` is null for callers who are not signed in. */
export function publicRoute<
  Params extends object,
  Body extends z.ZodType = NoInput,
  Query extends z.ZodType = NoInput,
>(
  declaration: Declaration<Body, Query>,
  run: (call: Call<z.output<Body>, z.output<Query>, Params, Actor | null>) => Promise<unknown>,
) {
  return handler<Params, Body, Query, Actor | null>(declaration, run, (actor) => actor);
}

/** `admit` decides before anything of the request is read: strangers get no say on its fields. */
function handler<Params extends object, Body extends z.ZodType, Query extends z.ZodType, Who>(
  { body, query, status = 200 }: Declaration<Body, Query>,
  run: (call: Call<z.output<Body>, z.output<Query>, Params, Who>) => Promise<unknown>,
  admit: (actor: Actor | null) => Who,
) {
  return async (request: Request, { params }: NextContext<Params>): Promise<Response> => {
    const requestId = request.headers.get('x-request-id') ?? randomUUID();
    try {
      requireSameOrigin(request);
      const tools = ports();
      const actor = admit(await actorOf(cookiesOf(request), tools));
      const search = Object.fromEntries(new URL(request.url).searchParams);
      const idempotencyKey = readIdempotencyKey(request);
      const result = await run({
        body: (body ?? noInput).parse(body ? await readJson(request) : {}) as z.output<Body>,
        query: (query ?? noInput).parse(search) as z.output<Query>,
        params: await params,
        actor,
        ports: tools,
        request,
        ...(idempotencyKey ? { idempotencyKey } : {}),
      });
      return answer(result, status, requestId);
    } catch (error) {
      return problemResponse(error, requestId);
    }
  };
}

function answer(result: unknown, status: number, requestId: string): Response {
  if (result instanceof Response) return result;
  const headers = { 'cache-control': 'no-store', 'x-request-id': requestId };
  if (result === undefined) return new Response(null, { status: 204, headers });
  return Response.json(result, { status, headers });
}

function readIdempotencyKey(request: Request): string | undefined {
  const key = request.headers.get('idempotency-key')?.trim();
  if (!key) return undefined;
  if (key.length <= 200) return key;
  throw new AppError('invalid_request', 'The Idempotency-Key is longer than 200 characters.');
}
