import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AppError } from '#lib/shared/errors.ts';
import { NetworkError } from '../network-error.ts';
import { FakeBrowser, type FakeEngine, type FakeTab } from './fake-tabs.ts';
import { handleOf, withHandle } from './file-handle.ts';
import { StoreRefusal } from './put-blob.ts';
import type { Upload, UploadState } from './upload.ts';
import type { NewUpload } from './upload-queue.ts';

let browser: FakeBrowser;

beforeEach(() => {
  vi.useFakeTimers();
  browser = new FakeBrowser();
  return () => vi.useRealTimers();
});

const settle = () => vi.advanceTimersByTimeAsync(10);

function film(name = 'film.mp4'): NewUpload {
  const file = new File(['film'], name, { type: 'video/mp4', lastModified: 7 });
  return { file, purpose: 'film.video', slot: 'film:new:video', page: '/films/new' };
}

function engineOf(tab: FakeTab): FakeEngine {
  if (!tab.engine) throw new Error('this tab does not run the uploads');
  return tab.engine;
}

function add(tab: FakeTab, name?: string): string {
  const [id] = tab.queue.add([film(name)]);
  if (!id) throw new Error('no id');
  return id;
}

/** Two tabs, the first of which runs the uploads. */
async function openTwo(): Promise<[FakeTab, FakeTab]> {
  const tabs: [FakeTab, FakeTab] = [browser.openTab(), browser.openTab()];
  await settle();
  return tabs;
}

const uploading = (sentBytes: number): UploadState => ({
  name: 'uploading',
  sentBytes,
  bytesPerSecond: null,
  secondsLeft: null,
  waitingFor: null,
});

const stateOf = (tab: FakeTab, id: string) =>
  tab.queue.snapshot().find((upload) => upload.id === id)?.state;

test('the first tab runs the uploads, the others show them', async () => {
  const first = browser.openTab();
  expect(first.queue.role()).toBe('deciding');
  const told = vi.fn();
  first.queue.subscribe(told);
  await settle();
  expect(first.queue.role()).toBe('owner');
  expect(told).toHaveBeenCalled();
  const id = add(first);
  const second = browser.openTab();
  expect(second.queue.role()).toBe('deciding');
  await settle();
  expect(second.queue.role()).toBe('mirror');
  expect(second.engine).toBeNull();
  expect(second.queue.snapshot()).toEqual(first.queue.snapshot());
  expect(stateOf(second, id)).toEqual({ name: 'queued' });
});

describe('commands', () => {
  test('files added in another tab are shown there at once, and taken with all there is to them', async () => {
    const [owner, mirror] = await openTwo();
    const handle = { kind: 'file', getFile: null } as unknown as FileSystemFileHandle;
    const dropped = new File(['film'], 'film.mkv');
    Object.defineProperty(dropped, 'type', { value: 'video/x-matroska' });
    const [id] = mirror.queue.add([{ ...film(), file: withHandle(dropped, handle) }]);
    expect(mirror.queue.snapshot()).toMatchObject([
      { id, fileName: 'film.mkv', byteSize: 4, state: { name: 'queued' } },
    ]);
    expect(mirror.queue.snapshot()[0]?.file).toBe(dropped);
    await settle();
    const [taken] = engineOf(owner).snapshot();
    expect(taken).toMatchObject({ id, slot: 'film:new:video', page: '/films/new' });
    expect(await taken?.file?.text()).toBe('film');
    expect(taken?.file?.type).toBe('video/x-matroska');
    expect(taken?.file && handleOf(taken.file)).toEqual(handle);
    expect(mirror.queue.snapshot()).toHaveLength(1);
  });

  const oneUpload = [
    'pause',
    'resume',
    'cancel',
    'retry',
    'dismiss',
    'takeExisting',
    'uploadAnyway',
  ] as const;
  test.each(oneUpload)('%s works from both', async (name) => {
    const tabs = await openTwo();
    for (const { queue } of tabs) queue[name]('a');
    await settle();
    const call = [name, 'a'];
    expect(engineOf(tabs[0]).calls).toEqual([call, call]);
  });

  test.each(['pauseAll', 'resumeAll', 'signedIn'] as const)('%s works from both', async (name) => {
    const tabs = await openTwo();
    for (const { queue } of tabs) queue[name]();
    await settle();
    expect(engineOf(tabs[0]).calls).toEqual([[name], [name]]);
  });

  test('slots are released from another tab', async () => {
    const [owner, mirror] = await openTwo();
    mirror.queue.release(['s1', 's2']);
    await settle();
    expect(engineOf(owner).calls).toEqual([['release', 's1', 's2']]);
  });

  test('the tab that was clicked in asks for the remembered file', async () => {
    const owner = browser.openTab();
    const read = vi.fn(async (): Promise<File | null> => film('again.mp4').file);
    const mirror = browser.openTab('ana', { readRemembered: read });
    await settle();
    const id = add(owner);
    engineOf(owner).change(id, { uploadId: 'u1', state: { name: 'waiting', needs: 'permission' } });
    await settle();
    mirror.queue.goOn(id);
    await settle();
    expect(read).toHaveBeenCalledWith('u1');
    expect(engineOf(owner).calls.at(-1)).toMatchObject(['goOn', id, { name: 'again.mp4' }]);
    read.mockResolvedValueOnce(null);
    mirror.queue.goOn(id);
    await settle();
    expect(engineOf(owner).calls.at(-1)).toEqual(['goOn', id, undefined]);
    mirror.queue.goOn(id, film('picked.mp4').file);
    owner.queue.goOn(id);
    await settle();
    expect(read).toHaveBeenCalledTimes(2);
    expect(engineOf(owner).calls.slice(-2)).toMatchObject([
      ['goOn', id, undefined],
      ['goOn', id, { name: 'picked.mp4' }],
    ]);
  });

  test('what is asked before anybody is known to run the uploads is done later, in order', async () => {
    const tabs = [browser.openTab(), browser.openTab()];
    const ids = tabs.map((tab) => {
      const id = add(tab);
      tab.queue.pause(id);
      return id;
    });
    expect(tabs.map(({ queue }) => queue.role())).toEqual(['deciding', 'deciding']);
    expect(tabs.map(({ queue }) => queue.snapshot().length)).toEqual([1, 1]);
    await settle();
    expect(tabs[0]?.engine?.calls).toEqual([
      ['take', ids[0]],
      ['pause', ids[0]],
      ['take', ids[1]],
      ['pause', ids[1]],
    ]);
    for (const { queue } of tabs) expect(queue.snapshot().map(({ id }) => id)).toEqual(ids);
  });
});

describe('when the tab that runs the uploads ends', () => {
  test('the next one goes on with the files, and the others follow it', async () => {
    const [first, second] = await openTwo();
    const third = browser.openTab();
    await settle();
    const id = add(first);
    engineOf(first).change(id, { uploadId: 'u1', mediaId: 'm1', state: uploading(3) });
    await settle();
    browser.kill(first);
    await settle();
    expect(second.queue.role()).toBe('owner');
    const [handed] = engineOf(second).handed;
    expect(handed).toMatchObject({ id, uploadId: 'u1', mediaId: 'm1', state: uploading(3) });
    expect(await handed?.file?.text()).toBe('film');
    expect(handed?.file).toMatchObject({ name: 'film.mp4', lastModified: 7 });

    engineOf(second).change(id, { state: { name: 'verifying', waitingFor: null } });
    await settle();
    expect(stateOf(third, id)).toEqual({ name: 'verifying', waitingFor: null });
    browser.kill(second);
    await settle();
    expect(engineOf(third).handed).toMatchObject([{ id, state: { name: 'verifying' } }]);
    expect(await engineOf(third).handed[0]?.file?.text()).toBe('film');
  });

  test('what it did not hear is done by the next', async () => {
    const [first, second] = await openTwo();
    const third = browser.openTab();
    await settle();
    const known = add(first);
    await settle();
    const own = add(second);
    const other = add(third);
    third.queue.pause(known);
    browser.kill(first);
    expect(second.queue.snapshot().map(({ id }) => id)).toEqual([known, own]);
    await settle();
    expect(engineOf(second).calls).toEqual([
      ['take', own],
      ['take', other],
      ['pause', known],
    ]);
    expect(third.queue.snapshot().map(({ id }) => id)).toEqual([known, own, other]);
  });

  test('what it did but could not confirm is not done twice', async () => {
    const [first, second] = await openTwo();
    const third = browser.openTab();
    await settle();
    browser.loses = ({ kind }) => kind === 'done';
    const id = add(third);
    await settle();
    expect(engineOf(first).calls).toEqual([['take', id]]);
    browser.kill(first);
    await settle();
    expect(engineOf(second).calls).toEqual([]);
    expect(third.queue.snapshot().map((upload) => upload.id)).toEqual([id]);
  });

  test('what the next one hears before it is known is done once', async () => {
    const [first, second] = await openTwo();
    const third = browser.openTab();
    await settle();
    browser.kill(first);
    third.queue.pauseAll();
    await settle();
    const sent = browser.messages.filter(({ kind }) => kind === 'command');
    expect(sent).toHaveLength(2);
    expect(engineOf(second).calls).toEqual([['pauseAll']]);
  });

  test('a tab that closes on purpose passes the uploads on as well', async () => {
    const [first, second] = await openTwo();
    const id = add(first);
    await settle();
    first.queue.close();
    await settle();
    expect(second.queue.role()).toBe('owner');
    engineOf(first).change(id, { state: uploading(1) });
    await settle();
    expect(stateOf(second, id)).toEqual({ name: 'queued' });
  });
});

describe('what is told', () => {
  /** What the messages since `from` say of changes. */
  const changes = (from: number) =>
    browser.messages.slice(from).filter((message) => message.kind === 'changes');

  async function openWithMany(): Promise<{ owner: FakeTab; mirror: FakeTab; ids: string[] }> {
    const [owner, mirror] = await openTwo();
    const ids = owner.queue.add(Array.from({ length: 500 }, (_, index) => film(`${index}.mp4`)));
    await settle();
    return { owner, mirror, ids };
  }

  test('500 files come in one message, with the files', async () => {
    const { mirror, ids } = await openWithMany();
    expect(changes(0)).toHaveLength(1);
    expect(mirror.queue.snapshot().map(({ id }) => id)).toEqual(ids);
    expect(mirror.queue.snapshot()[499]?.file?.name).toBe('499.mp4');
  });

  test('progress is told five times a second, only of what moves, without the file', async () => {
    const { owner, mirror, ids } = await openWithMany();
    const moving = ids.slice(3, 6);
    for (const id of moving) engineOf(owner).change(id, { state: uploading(0) });
    await settle();
    const from = browser.messages.length;
    for (let tick = 1; tick <= 100; tick += 1) {
      for (const id of moving) engineOf(owner).change(id, { state: uploading(tick) });
      await vi.advanceTimersByTimeAsync(10);
    }
    await vi.advanceTimersByTimeAsync(200);
    const told = changes(from);
    expect(told.length).toBeGreaterThanOrEqual(4);
    expect(told.length).toBeLessThanOrEqual(6);
    for (const { uploads, order } of told) {
      expect(uploads).toHaveLength(3);
      expect(order).toBeNull();
      expect(uploads.every(({ file }) => file === 'same')).toBe(true);
    }
    expect(moving.map((id) => stateOf(mirror, id))).toEqual(moving.map(() => uploading(100)));
    expect(mirror.queue.snapshot()[3]?.file?.name).toBe('3.mp4');
  });

  test('another state, or what it waits for, is told at once', async () => {
    const { owner, mirror, ids } = await openWithMany();
    const [id = ''] = ids;
    engineOf(owner).change(id, { state: uploading(0) });
    await vi.advanceTimersByTimeAsync(2);
    engineOf(owner).change(id, { state: uploading(1) });
    await vi.advanceTimersByTimeAsync(2);
    expect(stateOf(mirror, id)).toEqual(uploading(0));
    const waiting = { ...uploading(2), waitingFor: 'connection' } as UploadState;
    engineOf(owner).change(id, { state: waiting });
    await vi.advanceTimersByTimeAsync(2);
    expect(stateOf(mirror, id)).toEqual(waiting);
    engineOf(owner).change(id, { mediaId: 'm1' });
    await vi.advanceTimersByTimeAsync(2);
    expect(mirror.queue.snapshot()[0]?.mediaId).toBe('m1');
  });

  test('an upload that did not change is the same object; the array too while nothing changes', async () => {
    const { owner, mirror, ids } = await openWithMany();
    const before = mirror.queue.snapshot();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(mirror.queue.snapshot()).toBe(before);
    engineOf(owner).change(ids[7] ?? '', { state: { name: 'cancelled' } });
    await settle();
    const after = mirror.queue.snapshot();
    expect(after.filter((upload, index) => upload !== before[index])).toHaveLength(1);
  });

  test('what is taken off the list, or moves in it, does so everywhere', async () => {
    const [owner, mirror] = await openTwo();
    const [a, b, c] = owner.queue.add([film('a'), film('b'), film('c')]);
    await settle();
    mirror.queue.dismiss(b ?? '');
    await settle();
    expect(mirror.queue.snapshot().map(({ id }) => id)).toEqual([a, c]);
    engineOf(owner).show([...engineOf(owner).snapshot()].reverse());
    await settle();
    expect(mirror.queue.snapshot().map(({ id }) => id)).toEqual([c, a]);
  });

  test('a file picked again reaches the tab that may have to take over', async () => {
    const [owner, mirror] = await openTwo();
    const id = add(owner);
    engineOf(owner).change(id, { file: null, state: { name: 'waiting', needs: 'file' } });
    await settle();
    expect(mirror.queue.snapshot()[0]?.file).toBeNull();
    engineOf(owner).change(id, { file: film('again.mp4').file, state: { name: 'queued' } });
    await settle();
    expect(mirror.queue.snapshot()[0]?.file?.name).toBe('again.mp4');
  });

  test.each<{ error: unknown; type: abstract new (...args: never) => Error; like: object }>([
    {
      error: new AppError('rate_limited', 'Slow down.', {
        fields: [{ path: 'size', message: 'big' }],
        retryAfterSeconds: 9,
      }),
      type: AppError,
      like: {
        code: 'rate_limited',
        message: 'Slow down.',
        fields: [{ path: 'size', message: 'big' }],
        retryAfterSeconds: 9,
      },
    },
    { error: new NetworkError('It broke.'), type: NetworkError, like: { message: 'It broke.' } },
    {
      error: new StoreRefusal({ status: 503, retryAfterSeconds: 4 }),
      type: StoreRefusal,
      like: { status: 503, retryAfterSeconds: 4, isTransient: true },
    },
    { error: new TypeError('Odd.'), type: Error, like: { name: 'TypeError', message: 'Odd.' } },
    { error: 'thrown', type: Error, like: { message: 'thrown' } },
  ])('errors keep their kind: $error', async ({ error, type, like }) => {
    const [owner, mirror] = await openTwo();
    const id = add(owner);
    const failed: Upload['state'] = { name: 'failed', failure: { during: 'upload', error } };
    engineOf(owner).change(id, { state: failed });
    await settle();
    const state = stateOf(mirror, id);
    if (state?.name !== 'failed' || state.failure.during !== 'upload')
      throw new Error('not failed');
    expect(state.failure.error).toBeInstanceOf(type);
    expect(state.failure.error).toMatchObject(like);
  });

  test('a failure of the processing is told as it is', async () => {
    const [owner, mirror] = await openTwo();
    const id = add(owner);
    const failed: Upload['state'] = {
      name: 'failed',
      failure: { during: 'processing', code: 'internal' },
    };
    engineOf(owner).change(id, { state: failed });
    await settle();
    expect(stateOf(mirror, id)).toEqual(failed);
  });
});

describe('other tabs', () => {
  test('are known about when they come, say goodbye or crash', async () => {
    const first = browser.openTab();
    await settle();
    expect(first.queue.hasOtherTabs()).toBe(false);
    const second = browser.openTab();
    await settle();
    expect([first, second].map(({ queue }) => queue.hasOtherTabs())).toEqual([true, true]);
    add(first);
    const told = vi.fn();
    first.queue.subscribe(told);
    second.leave();
    browser.kill(second);
    await vi.advanceTimersByTimeAsync(310);
    expect(first.queue.hasOtherTabs()).toBe(false);
    expect(told).toHaveBeenCalled();
    const third = browser.openTab();
    await settle();
    expect(first.queue.hasOtherTabs()).toBe(true);
    browser.kill(third);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(first.queue.hasOtherTabs()).toBe(false);
  });

  test('the one that takes over knows that it is alone', async () => {
    const [first, second] = await openTwo();
    browser.kill(first);
    await settle();
    expect(second.queue.hasOtherTabs()).toBe(false);
  });

  test('of another person have a queue of their own', async () => {
    const ana = browser.openTab('ana');
    const ben = browser.openTab('ben');
    await settle();
    add(ana);
    await settle();
    expect(ben.queue.role()).toBe('owner');
    expect(ben.queue.snapshot()).toEqual([]);
    expect(ben.queue.hasOtherTabs()).toBe(false);
  });
});

test('without locks each tab is on its own, at once', () => {
  const tabs = [1, 2].map(() => browser.openTab('ana', { locks: null }));
  for (const tab of tabs) {
    expect(tab.queue.role()).toBe('owner');
    expect(tab.queue.hasOtherTabs()).toBe(false);
    const id = add(tab);
    expect(engineOf(tab).calls).toEqual([['take', id]]);
  }
  expect(browser.messages).toEqual([]);
});

test('where locks are refused each tab is on its own', async () => {
  const refuse = async () => {
    throw new DOMException('not here', 'SecurityError');
  };
  const tab = browser.openTab('ana', { locks: { request: refuse, query: refuse } });
  const id = add(tab);
  await settle();
  expect(tab.queue.role()).toBe('owner');
  expect(engineOf(tab).calls).toEqual([['take', id]]);
});

afterEach(() => {
  vi.clearAllTimers();
});
