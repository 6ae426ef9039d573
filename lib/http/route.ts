// Wraps a domain function as a route handler: parse, tell it who asks, answer.
import 'server-only';
import { z } from 'zod';
import type { UsedToken } from '../auth/caller.ts';
import { type Ports, ports } from '../ports/ports.ts';
import { type Actor, personHeader } from '../shared/actor.ts';
import { AppError } from '../shared/errors.ts';
import { admitCaller } from './admit-caller.ts';
import { type Access, type Answers, answersByStatus, declare } from './declared.ts';
import { jsonAnswer } from './json-answer.ts';
import { type Meter, newMeter } from './meter.ts';
import { oncePerKey, readIdempotencyKey } from './once-per-key.ts';
import { problemResponse } from './problem.ts';
import { type BodyReader, contentTypesOf, readJson } from './read-body.ts';
import { requestIdOf } from './request-id.ts';
import { storable } from './storable.ts';

export type NoInput = z.ZodObject<Record<never, never>>;
const noInput: NoInput = z.object({});

export type Declaration<Body, Query, Result> = {
  /** Left out: the request has no body to read. */
  body?: Body;
  /** Left out: the body is JSON. */
  read?: BodyReader;
  query?: Query;
  /** The status of a success with an answer; a result of `undefined` is a 204. */
  status?: number | ((result: Result) => number);
  /** What a success answers, by status where there are several; left out: nothing (204). */
  answer?: Answers;
  /** `never`: what is read holds signatures, which are new each time, and is kept by nobody. */
  cache?: 'never';
  /**
   * `domain`: it keeps the keys of repeated requests itself, with what it made; or it makes nothing, and
   * what it says is right only now: how far something is, addresses that end.
   */
  repeats?: 'domain';
};

/** `Who` is what is known of the caller. */
export type Call<Body, Query, Params, Who> = Who & {
  body: Body;
  query: Query;
  params: Params;
  ports: Ports;
  request: Request;
  requestId: string;
  /** The request's `Idempotency-Key`: the same key twice has one effect. */
  idempotencyKey?: string;
};

type NextContext<Params> = { params: Promise<Params> };

/** Says who calls, or throws: before the fields of the request are looked at, on which strangers get no say. */
export type Admit<Params, Who> = (
  request: Request,
  reached: { params: Params; ports: Ports; meter: Meter },
) => Promise<Who>;

/** `token` is null for a session. What a token may not do, `actor` may not. */
export type Admitted = { actor: Actor; token: UsedToken | null };

/** A handler for signed-in callers and for programs with a token of theirs. Its result is answered as JSON, a `Response` as it is. */
export function route<
  Params extends object,
  Body extends z.ZodType = NoInput,
  Query extends z.ZodType = NoInput,
  Result = unknown,
>(
  declaration: Declaration<Body, Query, Result>,
  run: (call: Call<z.output<Body>, z.output<Query>, Params, Admitted>) => Promise<Result>,
) {
  const admit: Admit<Params, Admitted> = async (request, reached) => {
    const { actor, token } = signedIn(await admitCaller(request, reached));
    return { actor: sameAsPage(actor, request), token };
  };
  return handler(declaration, run, admit);
}

/** The same for everybody: `actor` is null for callers who are not signed in. */
export function publicRoute<
  Params extends object,
  Body extends z.ZodType = NoInput,
  Query extends z.ZodType = NoInput,
  Result = unknown,
>(
  declaration: Declaration<Body, Query, Result>,
  run: (
    call: Call<z.output<Body>, z.output<Query>, Params, { actor: Actor | null }>,
  ) => Promise<Result>,
) {
  const admit: Admit<Params, { actor: Actor | null }> = async (request, reached) => ({
    actor: (await admitCaller(request, { ...reached, kind: 'public' }))?.actor ?? null,
  });
  return handler(declaration, run, admit, 'anyone');
}

/** Throws `unauthenticated` for nobody. */
export function signedIn<Who>(who: Who | null): Who {
  if (who === null) throw new AppError('unauthenticated', 'Sign in first.');
  return who;
}

/**
 * Throws `unauthenticated` when the page that asks was made for somebody else: what is typed or brought
 * in there must not become this person's.
 */
export function sameAsPage(actor: Actor, request: Request): Actor {
  const madeFor = request.headers.get(personHeader);
  if (madeFor === null || madeFor === actor.id) return actor;
  throw new AppError('unauthenticated', 'Somebody else has signed in in this browser.');
}

/** What every kind of route is made with. */
export function handler<
  Params extends object,
  Body extends z.ZodType,
  Query extends z.ZodType,
  Who extends { actor: Actor | null },
  Result,
>(
  declaration: Declaration<Body, Query, Result>,
  run: (call: Call<z.output<Body>, z.output<Query>, Params, Who>) => Promise<Result>,
  admit: Admit<Params, Who>,
  access: Access = 'person',
) {
  const { body, read = readJson, query, status = 200, answer, cache, repeats } = declaration;
  const handle = async (request: Request, { params }: NextContext<Params>): Promise<Response> => {
    const requestId = requestIdOf(request);
    const meter = newMeter();
    try {
      const reached = { params: await params, ports: ports() };
      const who = await admit(request, { ...reached, meter });
      const search = Object.fromEntries(new URL(request.url).searchParams);
      const idempotencyKey = readIdempotencyKey(request);
      const call = {
        body: (body ?? noInput).parse(body ? storable(await read(request)) : {}) as z.output<Body>,
        query: (query ?? noInput).parse(storable(search)) as z.output<Query>,
        ...reached,
        ...who,
        request,
        requestId,
        ...(idempotencyKey ? { idempotencyKey } : {}),
      };
      const answered = async () => {
        const result = await run(call);
        const told = typeof status === 'function' ? status(result) : status;
        return jsonAnswer(result, { request, status: told, requestId, isKept: cache !== 'never' });
      };
      return meter.mark(await (repeats === 'domain' ? answered() : oncePerKey(call, answered)));
    } catch (error) {
      return meter.mark(problemResponse(error, requestId));
    }
  };
  const answers = answersByStatus(answer, typeof status === 'number' ? status : 200);
  return declare(handle, {
    ...{ access, answers, bodyTypes: contentTypesOf(read), isKept: cache !== 'never' },
    isRepeatable: repeats !== 'domain',
    ...(body ? { body } : {}),
    ...(query ? { query } : {}),
  });
}
