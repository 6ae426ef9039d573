// Routes about uploads: they count, they know the rules, and one upload can be reached by its token.
import 'server-only';
import type { z } from 'zod';
import type { Caller } from '../auth/caller.ts';
import { ownerByToken, uploadTokens } from '../auth/upload-token.ts';
import type { Ports } from '../ports/ports.ts';
import { uploadTokenHeader } from '../shared/schemas/upload.ts';
import { type UploadRules, uploadRules } from '../uploads/policy.ts';
import type { Settled } from '../uploads/settle-each.ts';
import type { TokenFor } from '../uploads/tickets.ts';
import { admitCaller } from './admit-caller.ts';
import { uploadsBudget } from './budgets.ts';
import type { Meter } from './meter.ts';
import { problemOf } from './problem.ts';
import {
  type Admit,
  type Admitted,
  type Call,
  type Declaration,
  handler,
  type NoInput,
  sameAsPage,
  signedIn,
} from './route.ts';

type Uploader = Admitted & { rules: UploadRules; tokenFor: TokenFor };

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
  const counted = async (
    call: Call<z.output<Body>, z.output<Query>, object, Uploader & { meter: Meter }>,
  ) => {
    const { meter, ...asked } = call;
    const others = weight(call.body) - 1;
    if (others > 0) await meter.count([uploadsBudget(call.actor, others)], call.ports);
    return run(asked);
  };
  return handler(declaration, counted, async (request: Request, reached) => {
    const caller = signedIn(await admitCaller(request, { ...reached, kind: 'uploads' }));
    return { ...uploader(caller, request, reached.ports), meter: reached.meter };
  });
}

/**
 * A handler about the one upload of its `[id]`: also for who holds this upload's token, and then acts
 * as its owner. The login may have ended since the upload was opened.
 */
export function uploadRoute<Body extends z.ZodType = NoInput, Result = unknown>(
  declaration: Declaration<Body, NoInput, Result>,
  run: (call: Call<z.output<Body>, z.output<NoInput>, OneUpload, Uploader>) => Promise<Result>,
) {
  const admit: Admit<OneUpload, Uploader> = async (request, { params, ...reached }) => {
    const otherwise = () => ownerOf(params.id, request, reached.ports);
    const asked = { ...reached, kind: 'uploads', otherwise } as const;
    return uploader(signedIn(await admitCaller(request, asked)), request, reached.ports);
  };
  return handler(declaration, run, admit, 'upload');
}

type OneUpload = { id: string };

async function ownerOf(uploadId: string, request: Request, ports: Ports): Promise<Caller | null> {
  const token = request.headers.get(uploadTokenHeader);
  const owner = token === null ? null : await ownerByToken({ uploadId, token }, ports);
  return owner && { ...owner, token: null };
}

/** The answer of a batch: each result, or what was wrong with that one. */
export function batchAnswer<Result extends object>(settled: Settled<Result>[], requestId: string) {
  const results = settled.map((one) =>
    'error' in one ? { problem: problemOf(one.error, requestId) } : one.value,
  );
  return { results };
}

/**
 * What is opened by an API token gets no token of its own: that would outlive the other's end, and a
 * program has no login that ends on the way.
 */
function uploader(caller: Caller, request: Request, ports: Ports): Uploader {
  const { actor, token } = caller;
  return {
    ...{ actor: sameAsPage(actor, request), token, rules: uploadRules() },
    tokenFor: token ? () => null : uploadTokens(caller, ports.now()),
  };
}
