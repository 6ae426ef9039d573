import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type WatchedEvent, watchMedia } from './media-events.ts';

class FakeEventSource extends EventTarget {
  static readonly CLOSED = 2;
  static opened: FakeEventSource[] = [];
  readonly url: string;
  readyState = 1;
  constructor(url: string) {
    super();
    this.url = url;
    FakeEventSource.opened.push(this);
  }
  close() {
    this.readyState = 2;
  }
  say(name: string, data: unknown) {
    this.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data) }));
  }
}

const processing: WatchedEvent = {
  status: 'processing',
  progress: 0.25,
  stage: 'encode',
  failure: null,
  secondsLeft: null,
};
const ready: WatchedEvent = { ...processing, status: 'ready', progress: 1, stage: null };

let asked: string[];
let answer: () => Response;

beforeEach(() => {
  // Looking happens on a beat of the clock: the tests begin on one.
  vi.useFakeTimers({ now: 0 });
  FakeEventSource.opened = [];
  asked = [];
  answer = () => new Response(null, { status: 502 });
  vi.stubGlobal('EventSource', FakeEventSource);
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path);
    return answer();
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function watch(id: string) {
  const heard: WatchedEvent[] = [];
  const onGone = vi.fn();
  const stop = watchMedia(id, { onEvent: (event) => heard.push(event), onGone });
  return { heard, onGone, stop };
}

test('reports events until ready, over one connection for everyone who watches', () => {
  const one = watch('m');
  const [source] = FakeEventSource.opened;
  source?.say('progress', processing);
  const other = watch('m');
  source?.say('progress', { nonsense: true });
  source?.say('status', ready);
  expect(FakeEventSource.opened).toHaveLength(1);
  expect(one.heard).toEqual([processing, ready]);
  expect(other.heard).toEqual([processing, ready]);
  expect(source?.readyState).toBe(2);
});

test('closes the connection when the last one stops watching', () => {
  const one = watch('m');
  const other = watch('m');
  one.stop();
  expect(FakeEventSource.opened[0]?.readyState).toBe(1);
  other.stop();
  expect(FakeEventSource.opened[0]?.readyState).toBe(2);
});

test('polls when the stream is refused, and hears that the media is gone', async () => {
  const { onGone } = watch('m');
  const [source] = FakeEventSource.opened;
  source?.close();
  source?.dispatchEvent(new Event('error'));
  await vi.advanceTimersByTimeAsync(3_100);
  expect(asked).toEqual(['/api/media/states?ids=m']);
  answer = () => Response.json({ results: [] });
  await vi.advanceTimersByTimeAsync(3_100);
  expect(onGone).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(30_000);
  expect(asked).toHaveLength(2);
});

test('a silent stream is checked on', async () => {
  const { stop } = watch('m');
  await vi.advanceTimersByTimeAsync(14_000);
  FakeEventSource.opened[0]?.say('progress', processing);
  await vi.advanceTimersByTimeAsync(14_000);
  expect(asked).toEqual([]);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(asked).toEqual(['/api/media/states?ids=m']);
  stop();
});

test('events never take more than three connections', () => {
  const watchers = ['a', 'b', 'c', 'd'].map(watch);
  expect(FakeEventSource.opened).toHaveLength(3);
  for (const { stop } of watchers) stop();
  watch('e').stop();
  expect(FakeEventSource.opened).toHaveLength(4);
});

test('many that have no connection are asked about together', async () => {
  const ids = Array.from({ length: 250 }, (_, index) => `m${index}`);
  answer = () => Response.json({ results: ids.map((id) => ({ id, ...processing })) });
  const watchers = ids.map(watch);
  await vi.advanceTimersByTimeAsync(3_100);
  expect(asked).toHaveLength(3);
  expect(watchers.at(-1)?.heard).toEqual([processing]);
  for (const { stop } of watchers) stop();
});
