// Speaks to the REST API: sends JSON or a form, parses the answer, rethrows the server's own error.
import type { z } from 'zod';
import { personHeader } from '#lib/shared/actor.ts';
import { AppError } from '#lib/shared/errors.ts';
import { type Problem, problemSchema } from '#lib/shared/schemas/problem.ts';
import { NetworkError } from './network-error.ts';
import { retryAfterSeconds } from './retry-after.ts';

/** An API call that hangs is asked again; all of them are safe to repeat. */
const answerWithinMs = 60_000;

let personId: string | undefined;

/** Where the API is: for pages the address they came from. */
let server: { origin: string; headers: Record<string, string> } = { origin: '', headers: {} };

/** For a program outside the browser: from now on every request goes to `origin`, with these headers. */
export function speakTo(origin: string, headers: Record<string, string>): void {
  server = { origin, headers };
}

/** From now on every request says for whom this page was made. */
export function speakFor(person: { id: string }): void {
  // The server draws pages for many people at once.
  if (typeof window !== 'undefined') personId = person.id;
}

type Call = {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** A form is sent as it is, anything else as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** The request goes on when the page is left; browsers do this for 64 KiB at a time. */
  keepalive?: boolean;
};

/**
 * Asks the API and answers what `schema` makes of it.
 * Throws the AppError the server answered, NetworkError when there was no answer, and
 * AppError `internal` when the answer is not what the contract says.
 */
export async function request<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  call: Call = {},
): Promise<z.output<Schema>> {
  const response = await send(path, call);
  const parsed = schema.safeParse(await response.json().catch(() => undefined));
  if (parsed.success) return parsed.data;
  throw new AppError('internal', 'The server answered something unexpected.', {
    cause: parsed.error,
  });
}

/** Asks the API for something that has no answer but success (204). Throws like `request`. */
export async function command(path: string, call: Call): Promise<void> {
  await send(path, call);
}

async function send(path: string, { body, headers, ...call }: Call): Promise<Response> {
  const patience = AbortSignal.timeout(answerWithinMs);
  const init: RequestInit = {
    ...call,
    signal: call.signal ? AbortSignal.any([call.signal, patience]) : patience,
    headers: {
      accept: 'application/json',
      ...server.headers,
      ...(personId && { [personHeader]: personId }),
      ...headers,
    },
  };
  if (body instanceof FormData) {
    init.body = body;
  } else if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { ...init.headers, 'content-type': 'application/json' };
  }
  const response = await fetch(server.origin + path, init).catch((error: unknown) => {
    if (call.signal?.aborted) throw error;
    throw new NetworkError('The server could not be reached.', error);
  });
  if (response.ok) return response;
  throw await errorOf(response);
}

async function errorOf(response: Response): Promise<AppError> {
  const problem = problemSchema.safeParse(await response.json().catch(() => undefined));
  const wait = retryAfterSeconds(response.headers.get('retry-after'), Date.now());
  if (!problem.success) {
    // A proxy in front of the app answers these two without our body.
    const code =
      response.status === 503 || response.status === 502 ? 'storage_unavailable' : 'internal';
    return new AppError(code, `The server answered ${response.status}.`, {
      retryAfterSeconds: wait,
    });
  }
  return toAppError(problem.data, wait);
}

/** The error a problem stands for, with the keys of our messages where it has them. */
export function toAppError(
  { code, detail, errors }: Problem,
  retryAfterSeconds?: number,
): AppError {
  const fields = errors?.map(({ path, message, code }) => ({ path, message: code ?? message }));
  return new AppError(code, detail, { fields, retryAfterSeconds });
}
