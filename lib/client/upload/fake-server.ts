// For tests: the API and the store as the browser meets them, in memory, with faults on demand.
import { vi } from 'vitest';
import { type ErrorCode, errorStatus } from '#lib/shared/errors.ts';
import type { Media } from '#lib/shared/schemas/media.ts';
import type { CreateUpload } from '#lib/shared/schemas/upload.ts';
import { NetworkError } from '../network-error.ts';
import type { PutAnswer, PutRequest, Transport } from './put-blob.ts';

const singleAtMost = 16;
const partSize = 8;
const firstBatch = 2;

type Fault = (request: PutRequest) => Promise<PutAnswer> | PutAnswer;

/** Files above 16 bytes go in parts of 8; the ticket brings the first two addresses. */
export class FakeServer {
  readonly stored = new Map<string, Blob>();
  readonly calls: string[] = [];
  /** The idempotency keys uploads were asked for under. */
  readonly createKeys: (string | null)[] = [];
  readonly puts: PutRequest[] = [];
  /** Taken one by one by the next PUTs instead of storing. */
  readonly putFaults: Fault[] = [];
  /** Answers to give instead, by `METHOD /path`; `*` stands for an id. */
  readonly apiFaults = new Map<string, ErrorCode[]>();
  mediaStatus: Media['status'] = 'processing';
  parallelPuts = 0;
  mostParallelPuts = 0;
  readonly #sizes = new Map<string, number>();
  #uploads = 0;
  #signatures = 0;

  /** Answers `fetch` until `vi.unstubAllGlobals()`. */
  listen(): this {
    vi.stubGlobal('fetch', (path: string, init: RequestInit = {}) => this.#answer(path, init));
    return this;
  }

  readonly transport: Transport = async (request) => {
    this.puts.push(request);
    this.parallelPuts += 1;
    this.mostParallelPuts = Math.max(this.mostParallelPuts, this.parallelPuts);
    try {
      await new Promise((resolve) => setTimeout(resolve, 10));
      request.signal.throwIfAborted();
      const fault = this.putFaults.shift();
      if (fault) return await fault(request);
      request.onProgress(request.body.size);
      this.stored.set(request.url.split('?')[0] ?? '', request.body);
      return { status: 200 };
    } finally {
      this.parallelPuts -= 1;
    }
  };

  countCalls(pattern: RegExp): number {
    return this.calls.filter((call) => pattern.test(call)).length;
  }

  async #answer(path: string, init: RequestInit): Promise<Response> {
    const call = `${init.method ?? 'GET'} ${path}`;
    this.calls.push(call);
    if (call === 'POST /api/uploads') {
      this.createKeys.push(new Headers(init.headers).get('idempotency-key'));
    }
    const fault = this.apiFaults.get(call.replace(/u\d+/, '*'))?.shift();
    if (fault) return problem(fault);
    const body: unknown = init.body ? JSON.parse(String(init.body)) : undefined;
    if (call === 'POST /api/uploads') return Response.json(this.#ticket(body as CreateUpload));
    const [, id = '', verb] =
      /^\w+ \/api\/(?:uploads|media)\/(?:m-)?(\w+)\/?(\w*)$/.exec(call) ?? [];
    if (init.method === 'DELETE') return new Response(null, { status: 204 });
    if (verb === 'parts') {
      const { partNumbers } = body as { partNumbers: number[] };
      return Response.json({ parts: partNumbers.map((number) => this.#part(id, number)) });
    }
    if (verb === 'complete' || verb === 'reprocess') return Response.json(this.#media(id));
    return problem('not_found');
  }

  #ticket({ size }: CreateUpload) {
    this.#uploads += 1;
    const id = `u${this.#uploads}`;
    const session = { id, mediaId: `m-${id}`, key: id, expiresAt: '2030-01-01T00:00:00Z' };
    if (size <= singleAtMost) {
      const headers = { 'content-type': 'video/mp4', 'content-length': String(size) };
      return { ...session, strategy: 'single', url: this.#sign(id), headers };
    }
    const partCount = Math.ceil(size / partSize);
    this.#sizes.set(id, size);
    const parts = [...Array(firstBatch).keys()].map((index) => this.#part(id, index + 1));
    return { ...session, strategy: 'multipart', partSize, partCount, parts };
  }

  #part(id: string, partNumber: number) {
    const left = (this.#sizes.get(id) ?? 0) - (partNumber - 1) * partSize;
    const url = this.#sign(`${id}/${partNumber}`);
    return { partNumber, url, headers: {}, size: Math.min(partSize, left) };
  }

  #sign(key: string): string {
    this.#signatures += 1;
    return `https://store.test/${key}?signature=${this.#signatures}`;
  }

  #media(uploadId: string): Media {
    return {
      id: `m-${uploadId}`,
      owner: { id: 'o', name: 'Owner' },
      type: 'video',
      purpose: 'film.video',
      status: this.mediaStatus,
      progress: 0,
      fileName: 'film.mp4',
      fileSize: 1,
      mimeType: 'video/mp4',
      width: null,
      height: null,
      duration: null,
      bitrate: null,
      metadata: {},
      isPublic: false,
      displayUrl: null,
      thumbnailUrl: null,
      urls: {},
      placeholder: null,
      version: 1,
      createdAt: '2026-01-01T00:00:00Z',
      updatedAt: '2026-01-01T00:00:00Z',
    };
  }
}

export const faults = {
  status: (status: number, retryAfterSeconds?: number): Fault => {
    return () => ({ status, retryAfterSeconds });
  },
  broken: (): Promise<PutAnswer> => Promise.reject(new NetworkError('broken')),
  /** Never answers and never moves a byte, until it is aborted. */
  stalled: ({ signal }: PutRequest): Promise<PutAnswer> =>
    new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    }),
};

function problem(code: ErrorCode): Response {
  const status = errorStatus[code];
  const body = { type: 'about:blank', title: code, status, detail: code, code, requestId: 'r' };
  return Response.json(body, { status });
}
