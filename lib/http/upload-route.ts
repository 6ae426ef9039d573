// Routes about uploads: they count, they know the rules, and one upload can be reached by its token.
import 'server-only';
import type { z } from 'zod';
import { cookiesOf, type Identity, identityOf } from '../auth/actor-of.ts';
import { ownerByToken, uploadTokens } from '../auth/upload-token.ts';
import type { Ports } from '../ports/ports.ts';
import type { Actor } from '../shared/actor.ts';
import { uploadTokenHeader } from '../shared/schemas/upload.ts';
import { countRequests } from '../uploads/limits.ts';
import { type UploadRules, uploadRules } from '../uploads/policy.ts';
import type { Settled } from '../uploads/settle-each.ts';
import type { TokenFor } from '../uploads/tickets.ts';
import { problemOf } from './problem.ts';
import {
  type Call,
  type Declaration,
  handler,
  type NoInput,
  sameAsPage,
  signedIn,
} from './route.ts';

type Uploader = { actor: Actor; rules: UploadRules; tokenFor: TokenFor };

/** A handler about a person's uploads, for those who are signed in. */
export function uploadsRoute<
  Body extends z.ZodType = NoInput,
  Query extends z.ZodType = NoInput,
  Result = unknown,
>(
  {
    weight = () => 1,
    ...declaration
  }: Declaration<Body, Query, Result> & {
    /** How many requests a batch stands for. */
    weight?: (body: z.output<Body>) => number;
  },
  run: (call: Call<z.output<Body>, z.output<Query>, object, Uploader>) => Promise<Result>,
) {
  const counted: typeof run = async (call) => {
    await countRequests(weight(call.body), call);
    return run(call);
  };
  return handler(declaration, counted, async (request: Request, { ports }) =>
    uploader(signedIn(await identityOf(cookiesOf(request), ports)), { request, ports }),
  );
}

/**
 * A handler about the one upload of its `[id]`: also for who holds this upload's token, and then acts
 * as its owner. The login may have ended since the upload was opened.
 */
export function uploadRoute<Body extends z.ZodType = NoInput, Result = unknown>(
  declaration: Declaration<Body, NoInput, Result>,
  run: (call: Call<z.output<Body>, z.output<NoInput>, OneUpload, Uploader>) => Promise<Result>,
) {
  const counted: typeof run = async (call) => {
    await countRequests(1, call);
    return run(call);
  };
  return handler(declaration, counted, async (request: Request, { params, ports }) =>
    uploader(signedIn(await identityFor(params.id, request, ports)), { request, ports }),
  );
}

type OneUpload = { id: string };

async function identityFor(uploadId: string, request: Request, ports: Ports) {
  const token = request.headers.get(uploadTokenHeader);
  const owner = token === null ? null : await ownerByToken({ uploadId, token }, ports);
  return owner ?? identityOf(cookiesOf(request), ports);
}

/** The answer of a batch: each result, or what was wrong with that one. */
export function batchAnswer<Result extends object>(settled: Settled<Result>[], requestId: string) {
  const results = settled.map((one) =>
    'error' in one ? { problem: problemOf(one.error, requestId) } : one.value,
  );
  return { results };
}

function uploader(
  identity: Identity,
  { request, ports }: { request: Request; ports: Ports },
): Uploader {
  return {
    actor: sameAsPage(identity.actor, request),
    rules: uploadRules(),
    tokenFor: uploadTokens(identity, ports.now()),
  };
}
