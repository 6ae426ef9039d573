// A signed-in program: speaks to the app over HTTP only, as any client of its API does.

import { AppError } from '#lib/shared/errors.ts';
import { api } from '#lib/shared/paths.ts';
import { type Media, type MediaEvent, mediaEventSchema } from '#lib/shared/schemas/media.ts';

export type StudioClient = {
  /**
   * Sends JSON and answers JSON. Throws an `AppError` with the problem's own words when it is refused,
   * and `NoProblem` when an error is told in any other way.
   */
  request<Answer>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  /** Any answer, redirects not followed. */
  open(path: string): Promise<Response>;
  /** Follows a media by Server-Sent Events until it is ready. Throws with the reason when it fails. */
  follow(mediaId: string, onEvent: (event: MediaEvent) => void): Promise<Media>;
};

/** The contract says that every error is problem+json: this one was not. */
export class NoProblem extends Error {}

/** Signs in with an e-mail and a password, the way the sign-in page does. */
export async function signInOverHttp(
  home: string,
  { email, password }: { email: string; password: string },
): Promise<StudioClient> {
  const cookies = new Map<string, string>();
  const call = async (path: string, init: RequestInit = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...init.headers, cookie, origin: home };
    const answer = await fetch(home + path, { redirect: 'manual', ...init, headers });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    return answer;
  };

  const { csrfToken } = await (await call('/api/auth/csrf')).json();
  await call('/api/auth/callback/credentials', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ csrfToken, email, password, json: 'true' }),
  });
  if (![...cookies.keys()].some((name) => name.endsWith('session-token'))) {
    throw new Error(`${email} could not sign in. Has the password been changed?`);
  }

  const request = async <Answer>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const answer = await call(path, {
      method,
      ...(body === undefined
        ? { headers }
        : {
            body: JSON.stringify(body),
            headers: { ...headers, 'content-type': 'application/json' },
          }),
    });
    if (!answer.ok) throw await refusalOf(answer, `${method} ${path}`);
    return answer.status === 204 ? (undefined as Answer) : answer.json();
  };

  return {
    request,
    open: (path) => call(path),
    async follow(mediaId, onEvent) {
      const answer = await call(api.mediaEvents(mediaId));
      if (!answer.body) throw new Error('there is nothing to follow');
      let last: MediaEvent | undefined;
      for await (const data of eventData(answer.body)) {
        last = mediaEventSchema.parse(JSON.parse(data));
        onEvent(last);
      }
      if (last?.status === 'failed') {
        throw new Error(`processing failed: ${last.failure?.code}: ${last.failure?.message}`);
      }
      return request<Media>('GET', api.oneMedia(mediaId));
    },
  };
}

async function refusalOf(answer: Response, what: string): Promise<Error> {
  const type = answer.headers.get('content-type') ?? '';
  if (!type.startsWith('application/problem+json')) {
    return new NoProblem(`${what} answered ${answer.status} as ${type || 'nothing'}`);
  }
  const { code, detail } = await answer.json();
  return new AppError(code, `${what}: ${code}: ${detail}`);
}

/** The `data` of every event of a stream (WHATWG HTML, section 9.2). */
async function* eventData(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let waiting = '';
  for await (const chunk of body) {
    waiting += decoder.decode(chunk, { stream: true });
    const frames = waiting.split('\n\n');
    waiting = frames.pop() ?? '';
    for (const frame of frames) {
      const line = frame.split('\n').find((text) => text.startsWith('data: '));
      if (line) yield line.slice('data: '.length);
    }
  }
}
