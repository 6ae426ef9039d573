// Who executes steps: an app that is called over HTTP, or workers that are connected.

export type Answer =
  /** The SDK answered. */
  | {
      kind: 'answered';
      status: number;
      body: unknown;
      noRetry: boolean;
      retryAfter?: string;
      requestVersion?: string;
    }
  /** Nobody is there, or not the app: the step has not run. */
  | { kind: 'unavailable'; reason: string }
  /** The connection broke or something else answered: the step may have run. */
  | { kind: 'interrupted'; reason: string };

/** `body` is canonical JSON. */
export type Call = { functionId: string; stepId: string; runId: string; body: string };

export type Callee = {
  /** Whether anybody is there. */
  isReachable: () => boolean;
  /** The functions it can be called for right now, and how many more calls it takes. */
  free: () => { functionIds: string[]; count: number };
  /** Calls one step; resolves whatever happens. */
  call: (call: Call) => Promise<Answer>;
};

/** The real server's limit on one step. */
export const answerWithinMs = 2 * 3_600_000;
export const answerLimitBytes = 64 * 1024 * 1024;

/** What the app itself said; an app that has no such function is not the one that was asked for. */
export function answerOfApp({
  text,
  ...answer
}: Omit<Extract<Answer, { kind: 'answered' }>, 'kind' | 'body'> & { text: string }): Answer {
  const body = parseJson(text);
  if (answer.status === 500 && /was not found in this app/.test(messageOf(body))) {
    return { kind: 'unavailable', reason: messageOf(body) };
  }
  return { kind: 'answered', body, ...answer };
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function messageOf(body: unknown): string {
  const message = (body as { message?: unknown } | null | undefined)?.message;
  return typeof message === 'string' ? message : '';
}
