import { expect, test, vi } from 'vitest';
import { AppError } from '#lib/shared/errors.ts';
import { createPhotoMaker, dropSlot } from './photo-maker.ts';
import type { Upload, UploadState } from './upload/upload.ts';

const uploadOf = (id: string, change: Partial<Upload> = {}): Upload => ({
  ...({ id, purpose: 'photo.image', slot: dropSlot(id), page: '/photos' } as const),
  ...{ fileName: `${id}.jpg`, byteSize: 10, file: null, uploadId: id, mediaId: `media-${id}` },
  ...{ isShared: false, state: { name: 'ready' } as UploadState },
  ...change,
});

function maker(make: (upload: Upload, mediaId: string) => Promise<unknown>) {
  const hands = {
    make: vi.fn(make),
    release: vi.fn(),
    rest: vi.fn(async () => undefined),
  };
  const outcome = Promise.withResolvers<{ madeCount: number; errors: Error[] }>();
  return { ...createPhotoMaker({ ...hands, onDone: outcome.resolve }), ...hands, done: outcome };
}

test('every dropped picture that is stored becomes one photo, once', async () => {
  const { take, isToCome, make, release, done } = maker(async () => undefined);
  const processing: UploadState = { name: 'processing', progress: 0, stage: null };
  const underWay: UploadState = { name: 'verifying', waitingFor: null };
  const uploads = [
    uploadOf('a'),
    uploadOf('b', { state: processing }),
    uploadOf('c', { state: underWay }),
    uploadOf('d', { slot: 'film:new:poster' }),
    uploadOf('e', { slot: null }),
  ];
  take(uploads);
  take(uploads);
  expect(uploads.filter(isToCome).map(({ id }) => id)).toEqual(['c']);
  expect(await done.promise).toEqual({ madeCount: 2, errors: [] });
  expect(make.mock.calls.map(([{ id }, mediaId]) => [id, mediaId])).toEqual([
    ['a', 'media-a'],
    ['b', 'media-b'],
  ]);
  expect(release.mock.calls).toEqual([[[dropSlot('a')]], [[dropSlot('b')]]]);
});

test('what fails for now is tried again, what is refused is told and let go', async () => {
  const answers: (Error | null)[] = [
    new Error('offline'),
    new AppError('unauthenticated', 'Sign in first.'),
    // Another tab is making it right now.
    new AppError('idempotency_key_in_use', 'Still at it.'),
    null,
    new AppError('invalid_request', 'Choose a stored image of your own.'),
  ];
  const { take, make, release, rest, done } = maker(async () => {
    const answer = answers.shift();
    if (answer) throw answer;
  });
  take([uploadOf('a'), uploadOf('b')]);
  const { madeCount, errors } = await done.promise;
  expect(madeCount).toBe(1);
  expect(errors).toMatchObject([{ code: 'invalid_request' }]);
  expect(make.mock.calls.map(([{ id }]) => id)).toEqual(['a', 'a', 'a', 'a', 'b']);
  expect(rest).toHaveBeenCalledTimes(3);
  expect(release).toHaveBeenCalledTimes(2);
});

test('what comes while it works is made too', async () => {
  const first = Promise.withResolvers<void>();
  const { take, make, done } = maker((upload) =>
    upload.id === 'a' ? first.promise : Promise.resolve(),
  );
  take([uploadOf('a')]);
  take([uploadOf('a'), uploadOf('b')]);
  first.resolve();
  expect(await done.promise).toEqual({ madeCount: 2, errors: [] });
  expect(make).toHaveBeenCalledTimes(2);
});
