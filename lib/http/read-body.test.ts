import { NextRequest } from 'next/server';
import { describe, expect, test, vi } from 'vitest';
import { problemSchema } from '../shared/schemas/problem.ts';
import { boundedBody } from './bounded-body.ts';
import { problemResponse } from './problem.ts';
import { formOrJson, readBytes, readJson } from './read-body.ts';
import { usualPatience } from './steady-body.ts';

const kibibyte = 1024;

/** Sends a chunk every so often; never ends unless told how many there are. */
function body(byteSize: number, everyMs: number, chunks = Number.POSITIVE_INFINITY) {
  let sent = 0;
  let wasCancelled = false;
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      await new Promise((resolve) => setTimeout(resolve, everyMs));
      if (wasCancelled) return;
      if (sent === chunks) return controller.close();
      sent += 1;
      controller.enqueue(new Uint8Array(byteSize).fill(32));
    },
    cancel() {
      wasCancelled = true;
    },
  });
  return { stream, sent: () => sent, wasCancelled: () => wasCancelled };
}
function posted(stream: ReadableStream<Uint8Array>, headers: Record<string, string> = {}) {
  const init = { method: 'POST', body: stream, headers, duplex: 'half' };
  return new NextRequest('http://studio.example/api/x', init as RequestInit & { signal?: never });
}
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'read',
    (error: { code?: string }) => error.code,
  );
const impatience = { idleSeconds: 0.2, bytesPerSecond: 10 * kibibyte, graceSeconds: 0.3 };

describe('a body', () => {
  test('that trickles for ever comes to an end', async () => {
    const drops = body(1, 20);
    expect(await codeOf(readBytes(posted(drops.stream), 9e9, impatience))).toBe('request_timeout');
    expect(drops.sent()).toBeGreaterThan(3);
  });

  test('that falls silent is not waited for, however much came before', async () => {
    const burst = body(500 * kibibyte, 1, 2);
    const silent = new ReadableStream<Uint8Array>({
      async start(controller) {
        for await (const chunk of burst.stream) controller.enqueue(chunk);
      },
    });
    const began = performance.now();
    expect(await codeOf(readBytes(posted(silent), 9e9, impatience))).toBe('request_timeout');
    expect(performance.now() - began).toBeLessThan(5000);
  });

  test('that is slow but steady is read to its end', async () => {
    const steady = body(2 * kibibyte, 40, 20);
    const bytes = await readBytes(posted(steady.stream), 9e9, impatience);
    expect(bytes.byteLength).toBe(40 * kibibyte);
  });

  test('that is too large is refused with the first byte too many', async () => {
    const flood = body(kibibyte, 0);
    expect(await codeOf(readBytes(posted(flood.stream), 10 * kibibyte))).toBe('file_too_large');
    expect(flood.sent()).toBeLessThan(15);
  });

  test('that is not waited for is not cancelled either, so that the answer arrives', async () => {
    const flood = body(kibibyte, 0);
    await codeOf(readBytes(posted(flood.stream), 10 * kibibyte));
    expect(flood.wasCancelled()).toBe(false);
  });

  test('as JSON or as a form has the same patience', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] });
    try {
      for (const read of [readJson, formOrJson(9e9)]) {
        const silent = new ReadableStream<Uint8Array>({ start() {} });
        const outcome = codeOf(Promise.resolve(read(posted(silent))));
        await vi.advanceTimersByTimeAsync(usualPatience.graceSeconds * 1000 + 1);
        expect(await outcome).toBe('request_timeout');
      }
    } finally {
      vi.useRealTimers();
    }
  });
});

test('a connection whose body is not read to its end is closed', async () => {
  const thrown = await readBytes(posted(body(kibibyte, 0).stream), 1).catch((error) => error);
  const answer = problemResponse(thrown, 'r1');
  expect([answer.status, answer.headers.get('connection')]).toEqual([413, 'close']);
});

describe('a handler of others', () => {
  const echo = boundedBody(kibibyte, async (request: NextRequest) =>
    Response.json({ body: await request.text(), cookie: request.cookies.get('a')?.value }),
  );

  test('gets the request as it is', async () => {
    const request = posted(body(3, 0, 1).stream, { cookie: 'a=b' });
    expect(await (await echo(request, {})).json()).toEqual({ body: '   ', cookie: 'b' });
  });

  test('is not called for a body that is too large', async () => {
    const answer = await echo(posted(body(kibibyte, 0).stream), {});
    const problem = problemSchema.parse(await answer.json());
    expect([answer.status, problem.code, problem.detail]).toEqual([
      ...[413, 'file_too_large', 'The body is larger than 1 KB.'],
    ]);
  });
});
