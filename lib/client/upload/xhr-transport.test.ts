import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { NetworkError } from '../network-error.ts';
import { xhrTransport } from './xhr-transport.ts';

/** What a browser's XMLHttpRequest does, as far as one PUT goes. */
class FakeXhr {
  static last: FakeXhr;
  upload: { onprogress?: (event: { loaded: number }) => void } = {};
  status = 200;
  headers = new Map<string, string>();
  answerHeaders = '';
  onload?: () => void;
  onerror?: () => void;
  onabort?: () => void;
  constructor() {
    FakeXhr.last = this;
  }
  open() {}
  send() {}
  setRequestHeader(name: string, value: string) {
    this.headers.set(name, value);
  }
  getAllResponseHeaders() {
    return this.answerHeaders;
  }
  abort() {
    this.onabort?.();
  }
}

beforeEach(() => vi.stubGlobal('XMLHttpRequest', FakeXhr));
afterEach(() => vi.unstubAllGlobals());

function put(signal = new AbortController().signal, onProgress = vi.fn()) {
  const headers = { 'content-type': 'video/mp4', 'Content-Length': '3', host: 'store' };
  const answer = xhrTransport({ url: '/x', headers, body: new Blob(['abc']), signal, onProgress });
  return { answer, onProgress };
}

test('sends the headers of the ticket but those that only a browser may set', async () => {
  const { answer, onProgress } = put();
  expect([...FakeXhr.last.headers]).toEqual([['content-type', 'video/mp4']]);
  FakeXhr.last.upload.onprogress?.({ loaded: 2 });
  FakeXhr.last.onload?.();
  expect(await answer).toEqual({ status: 200, retryAfterSeconds: undefined });
  expect(onProgress).toHaveBeenCalledWith(2);
});

test('a refusal is an answer, with the time to wait when the store shows it', async () => {
  const { answer } = put();
  Object.assign(FakeXhr.last, { status: 503, answerHeaders: 'Date: x\r\nRetry-After: 9\r\n' });
  FakeXhr.last.onload?.();
  expect(await answer).toEqual({ status: 503, retryAfterSeconds: 9 });
});

test('a broken connection, and an abort nobody asked for, can be tried again', async () => {
  const broken = put();
  FakeXhr.last.onerror?.();
  await expect(broken.answer).rejects.toBeInstanceOf(NetworkError);
  const aborted = put();
  FakeXhr.last.onabort?.();
  await expect(aborted.answer).rejects.toBeInstanceOf(NetworkError);
});

test('an abort that was asked for rejects with its reason', async () => {
  const controller = new AbortController();
  const { answer } = put(controller.signal);
  controller.abort(new Error('enough'));
  await expect(answer).rejects.toThrow('enough');
});
