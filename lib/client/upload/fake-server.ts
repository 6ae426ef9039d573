// For tests: the API and the store as the browser meets them, in memory, with faults on demand.
import { vi } from 'vitest';
import { type ErrorCode, errorStatus } from '#lib/shared/errors.ts';
import type { Media } from '#lib/shared/schemas/media.ts';
import type {
  CompleteUpload,
  CompleteUploads,
  CreateUpload,
  CreateUploads,
  Duplicate,
  UploadSession,
} from '#lib/shared/schemas/upload.ts';
import { NetworkError } from '../network-error.ts';
import type { PutAnswer, PutRequest, Transport } from './put-blob.ts';

const singleAtMost = 16;
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
  partSize = 8;
  /** Open sessions by id, as `GET /api/uploads` answers them. */
  readonly sessions = new Map<string, UploadSession>();
  readonly completed: (CompleteUpload & { id: string })[] = [];
  /** Answers an upload that asks for duplicates. */
  duplicateFor: (input: CreateUpload) => Duplicate | null = () => null;
  refusesChecksums = false;
  mediaStatus: Media['status'] = 'processing';
  parallelPuts = 0;
  mostParallelPuts = 0;
  /** By idempotency key: the same key opens nothing new. */
  readonly #ids = new Map<string, string>();
  readonly #etags = new Map<string, string>();
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
      this.store(request);
      return { status: 200 };
    } finally {
      this.parallelPuts -= 1;
    }
  };

  /** Keeps what a PUT brought; the ETag is the MD5 that came with it. */
  store({ url, body, headers }: PutRequest): void {
    const key = url.split('?')[0] ?? '';
    this.stored.set(key, body);
    this.#etags.set(key, Buffer.from(headers['content-md5'] ?? '', 'base64').toString('hex'));
  }

  countCalls(pattern: RegExp): number {
    return this.calls.filter((call) => pattern.test(call)).length;
  }

  async #answer(path: string, init: RequestInit): Promise<Response> {
    const call = `${init.method ?? 'GET'} ${path}`;
    this.calls.push(call);
    const headers = new Headers(init.headers);
    const fault = this.apiFaults.get(call.replace(/u\d+/, '*').replace(/\?.*/, ''))?.shift();
    if (isCreate(call)) this.createKeys.push(headers.get('idempotency-key'));
    if (fault) return problem(fault);
    const body: unknown = init.body ? JSON.parse(String(init.body)) : undefined;
    if (isCreate(call)) return this.#create(body as CreateUpload, headers, path.includes('dedupe'));
    if (call === 'GET /api/uploads') return Response.json([...this.sessions.values()]);
    if (call === 'POST /api/uploads/batch') return this.#createAll(body as CreateUploads);
    if (call === 'POST /api/uploads/complete') return this.#completeAll(body as CompleteUploads);
    const [, id = '', verb] =
      /^\w+ \/api\/(?:uploads|media)\/(?:m-)?(\w+)\/?(\w*)$/.exec(call) ?? [];
    if (init.method === 'DELETE') {
      this.sessions.delete(id);
      return new Response(null, { status: 204 });
    }
    if (verb === 'parts') {
      const { partNumbers } = body as { partNumbers: number[] };
      return Response.json({ parts: partNumbers.map((number) => this.#part(id, number)) });
    }
    if (verb === 'complete') return this.#complete(id, body as CompleteUpload);
    if (verb === 'reprocess' || path.startsWith('/api/media/')) {
      return Response.json(this.#media(id));
    }
    const session = this.sessions.get(id);
    if (!session) return problem('upload_expired');
    return Response.json({ ...session, storedParts: this.#storedParts(id) });
  }

  #create(input: CreateUpload, headers: Headers, dedupe: boolean): Response {
    const duplicate = dedupe ? this.duplicateFor(input) : null;
    if (duplicate) return Response.json(duplicate);
    const key = headers.get('idempotency-key') ?? '';
    return Response.json(this.#ticket(input, key), { status: 201 });
  }

  #createAll({ uploads, dedupe }: CreateUploads): Response {
    const results = uploads.map(({ idempotencyKey = '', ...input }) => {
      this.createKeys.push(idempotencyKey);
      const duplicate = dedupe ? this.duplicateFor(input) : null;
      return duplicate ? { duplicate } : { ticket: this.#ticket(input, idempotencyKey) };
    });
    return Response.json({ results });
  }

  #completeAll({ uploads }: CompleteUploads): Response {
    const results = uploads.map(({ id, ...body }) => {
      this.completed.push({ id, ...body });
      this.sessions.delete(id);
      return { media: this.#media(id) };
    });
    return Response.json({ results });
  }

  /** As the real one: what is missing is said, what is done is answered again. */
  #complete(id: string, body: CompleteUpload): Response {
    const session = this.sessions.get(id);
    const stored = this.#storedParts(id).length;
    if (session && stored < (session.partCount ?? 1)) return problem('upload_incomplete');
    this.completed.push({ id, ...body });
    if (body.checksum && this.refusesChecksums) return problem('checksum_mismatch');
    this.sessions.delete(id);
    return Response.json(this.#media(id));
  }

  #storedParts(id: string) {
    const { partCount = null } = this.sessions.get(id) ?? {};
    const keys = partCount
      ? Array.from({ length: partCount }, (_, index) => `${id}/${index + 1}`)
      : [id];
    return keys.flatMap((key, index) => {
      const address = `https://store.test/${key}`;
      const etag = this.#etags.get(address) ?? '';
      const blob = this.stored.get(address);
      return blob ? [{ partNumber: index + 1, size: blob.size, etag }] : [];
    });
  }

  #ticket({ size, fileName, purpose, fingerprint, slot }: CreateUpload, key: string) {
    const id = this.#ids.get(key) ?? `u${this.#ids.size + 1}`;
    this.#ids.set(key, id);
    const about = {
      id,
      mediaId: `m-${id}`,
      key: id,
      expiresAt: '2030-01-01T00:00:00Z',
      token: 't',
    };
    const isSingle = size <= singleAtMost;
    const partCount = isSingle ? null : Math.ceil(size / this.partSize);
    this.sessions.set(id, {
      ...about,
      ...{ purpose, fileName, size, contentType: 'video/mp4', partCount },
      status: 'open',
      strategy: isSingle ? 'single' : 'multipart',
      partSize: isSingle ? null : this.partSize,
      fingerprint: fingerprint ?? null,
      slot: slot ?? null,
      createdAt: '2026-01-01T00:00:00Z',
      idleSeconds: 3_600,
    });
    if (!partCount) {
      const headers = { 'content-type': 'video/mp4' };
      return { ...about, strategy: 'single', url: this.#sign(id), headers };
    }
    const parts = [...Array(firstBatch).keys()].map((index) => this.#part(id, index + 1));
    return { ...about, strategy: 'multipart', partSize: this.partSize, partCount, parts };
  }

  #part(id: string, partNumber: number) {
    const { size = 0, partCount = null } = this.sessions.get(id) ?? {};
    const left = size - (partNumber - 1) * this.partSize;
    const url = this.#sign(partCount ? `${id}/${partNumber}` : id);
    return { partNumber, url, headers: {}, size: partCount ? Math.min(this.partSize, left) : size };
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
      ...{ title: null, alt: null, focalPoint: null, posterSeconds: null },
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

function isCreate(call: string): boolean {
  return /^POST \/api\/uploads(\?|$)/.test(call);
}

function problem(code: ErrorCode): Response {
  const status = errorStatus[code];
  const body = { type: 'about:blank', title: code, status, detail: code, code, requestId: 'r' };
  return Response.json(body, { status });
}
