import { expect, test } from 'vitest';
import { handleOf, readAgain, withHandle } from './file-handle.ts';

type Permissions = { before?: PermissionState; after?: PermissionState; error?: DOMException };

const file = () => new File(['film'], 'film.mp4');

/** A handle as Chromium makes them; without permissions, as the other browsers do. */
function handle({ before, after, error }: Permissions = {}): FileSystemFileHandle {
  const requests: PermissionState[] = [];
  const fake = {
    kind: 'file',
    requests,
    getFile: async () => {
      if (error) throw error;
      return file();
    },
    ...(before && {
      queryPermission: async () => requests.at(-1) ?? before,
      requestPermission: async () => {
        if (!after) throw new DOMException('not from a click', 'SecurityError');
        requests.push(after);
        return after;
      },
    }),
  };
  return fake as unknown as FileSystemFileHandle;
}

test('a dropped file brings its handle; other files and folders do not', () => {
  const own = handle();
  expect(handleOf(withHandle(file(), own))).toBe(own);
  expect(handleOf(withHandle(file(), null))).toBeNull();
  expect(handleOf(file())).toBeNull();
  const folder = Object.assign(file(), { handle: { kind: 'directory' } });
  expect(handleOf(folder)).toBeNull();
});

test('a handle that is there already is kept', () => {
  const first = handle();
  const dropped = Object.assign(file(), { handle: first });
  expect(handleOf(withHandle(dropped, handle()))).toBe(first);
});

test.each<{ case: string; given: Permissions; ask: boolean; answer: string }>([
  { case: 'no permissions in this browser', given: {}, ask: false, answer: 'file' },
  { case: 'allowed for good', given: { before: 'granted' }, ask: false, answer: 'file' },
  {
    case: 'not asked',
    given: { before: 'prompt', after: 'granted' },
    ask: false,
    answer: 'permission',
  },
  {
    case: 'asked, allowed',
    given: { before: 'prompt', after: 'granted' },
    ask: true,
    answer: 'file',
  },
  {
    case: 'asked, put off',
    given: { before: 'prompt', after: 'prompt' },
    ask: true,
    answer: 'permission',
  },
  {
    case: 'asked, refused',
    given: { before: 'prompt', after: 'denied' },
    ask: true,
    answer: 'gone',
  },
  {
    case: 'asked outside of a click',
    given: { before: 'prompt' },
    ask: true,
    answer: 'permission',
  },
  {
    case: 'refused before',
    given: { before: 'denied', after: 'granted' },
    ask: true,
    answer: 'gone',
  },
  {
    case: 'deleted',
    given: { before: 'granted', error: new DOMException('', 'NotFoundError') },
    ask: true,
    answer: 'gone',
  },
  {
    case: 'taken back in between',
    given: { before: 'granted', error: new DOMException('', 'NotAllowedError') },
    ask: false,
    answer: 'permission',
  },
])('$case: $answer', async ({ given, ask, answer }) => {
  const kept = handle(given);
  const read = await readAgain(kept, { ask });
  if (typeof read === 'string') expect(read).toBe(answer);
  else {
    expect(answer).toBe('file');
    expect(await read.text()).toBe('film');
    expect(handleOf(read)).toBe(kept);
  }
});
