import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MediaRun } from '#lib/jobs/events.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { RenditionName } from '#lib/shared/renditions.ts';
import { mediaPatchSchema } from '#lib/shared/schemas/media.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { changeMedia } from './change-media.ts';
import { getMedia } from './media.ts';
import { publishImage } from './process-image.ts';
import { Superseded } from './processing-run.ts';

let world: TestWorld;
let editor: Actor;
const context = () => ({ actor: editor, ports: world.ports });

beforeAll(async () => {
  world = await createTestWorld();
  editor = await world.addUser();
});
afterAll(() => world.close());

/** Left half red, right half blue. */
function halves(): Promise<Buffer> {
  const half = { create: { width: 200, height: 200, channels: 3, background: '#0000ff' } } as const;
  return sharp({ create: { width: 400, height: 200, channels: 3, background: '#ff0000' } })
    .composite([{ input: half, left: 200, top: 0 }])
    .png()
    .toBuffer();
}

/** An image as it stands right after its upload was completed. */
async function uploadedImage(): Promise<MediaRun> {
  const file = await halves();
  const storageKey = `images/${crypto.randomUUID()}.png`;
  await world.ports.storage.writeBytes({ key: storageKey, contentType: 'image/png', body: file });
  const media = await addMedia({ storageKey, byteSize: file.length, status: 'processing' });
  return { mediaId: media.id, type: 'image', generation: 1 };
}

function addMedia(fields: object = {}) {
  return world.db.media.create({
    data: {
      ...{ ownerId: editor.id, type: 'image', purpose: 'media.image', mimeType: 'image/png' },
      ...{ status: 'ready', generation: 1, fileName: 'quay.png', byteSize: 1 },
      storageKey: `images/${crypto.randomUUID()}.png`,
      ...fields,
    },
  });
}

const rowOf = (id: string) => world.db.media.findUniqueOrThrow({ where: { id } });

async function bytesOf({ mediaId }: MediaRun, name: RenditionName): Promise<Buffer> {
  const row = await world.db.rendition.findFirstOrThrow({ where: { mediaId, name } });
  return buffer(await world.ports.storage.read(row.storageKey ?? ''));
}

/** How red and how blue, 0 to 255. */
async function meanOf(bytes: Buffer): Promise<{ red: number; blue: number }> {
  const { channels } = await sharp(bytes).stats();
  return { red: channels[0]?.mean ?? -1, blue: channels[2]?.mean ?? -1 };
}

describe('title, description, visibility', () => {
  test('are changed alone or together; each change raises the version', async () => {
    const { id } = await addMedia();
    const title = await changeMedia(id, { title: 'The quay', version: 1 }, context());
    expect(title).toMatchObject({ title: 'The quay', alt: null, isPublic: false, version: 2 });
    const rest = await changeMedia(id, { alt: 'Boats', isPublic: true, version: 2 }, context());
    expect(rest).toMatchObject({ title: 'The quay', alt: 'Boats', isPublic: true, version: 3 });
    expect(rest.status).toBe('ready');
    expect(await getMedia(id, context())).toEqual(rest);
  });

  test('an empty text is none, a long one and half a point are refused', () => {
    expect(mediaPatchSchema.parse({ title: '  ', alt: '', version: 1 })).toEqual({
      ...{ title: null, alt: null, version: 1 },
    });
    const wrong = { title: 'x'.repeat(201), alt: 7, focalPoint: { x: 1.01 }, isPublic: 'yes' };
    const paths = mediaPatchSchema.safeParse(wrong).error?.issues.map(({ path }) => path.join('.'));
    expect(paths?.sort()).toEqual([
      ...['alt', 'focalPoint.x', 'focalPoint.y', 'isPublic', 'title', 'version'],
    ]);
  });

  test('a stale version changes nothing and is told what is there now', async () => {
    const { id } = await addMedia();
    await changeMedia(id, { title: 'First', version: 1 }, context());
    const late = changeMedia(id, { title: 'Second', isPublic: true, version: 1 }, context());
    await expect(late).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/expected version 1, found 2/),
      fields: [
        { path: 'title', message: 'Now "First".' },
        { path: 'isPublic', message: 'Now false.' },
      ],
    });
    expect(await rowOf(id)).toMatchObject({ title: 'First', isPublic: false, version: 2 });
  });

  test('of two at the same moment one wins, the other is told', async () => {
    const { id } = await addMedia();
    const outcomes = await Promise.allSettled(
      ['One', 'Two'].map((title) => changeMedia(id, { title, version: 1 }, context())),
    );
    const lost = outcomes.filter(({ status }) => status === 'rejected');
    expect(lost).toMatchObject([{ reason: { code: 'conflict' } }]);
    expect(await rowOf(id)).toMatchObject({ version: 2 });
  });

  test('are the owner’s and an admin’s to change', async () => {
    const { id } = await addMedia();
    const change = (actor: Actor, version: number) =>
      changeMedia(id, { title: 'Mine', version }, { actor, ports: world.ports });
    await expect(change(await world.addUser(), 1)).rejects.toMatchObject({ code: 'not_found' });
    expect(await change(await world.addUser('admin'), 1)).toMatchObject({ version: 2 });
  });
});

describe('the focal point', () => {
  test('moved, the crops are made again around it; the old ones are shown until then', async () => {
    const run = await uploadedImage();
    await publishImage(run, world.ports);
    const whole = await bytesOf(run, 'medium');
    const middle = await meanOf(await bytesOf(run, 'thumbnail'));
    expect(Math.abs(middle.red - middle.blue)).toBeLessThan(10);

    const focalPoint = { x: 0.9, y: 0.5 };
    const moved = await changeMedia(run.mediaId, { focalPoint, version: 1 }, context());
    expect(moved).toMatchObject({ status: 'processing', version: 2, focalPoint });
    expect(moved.urls.thumbnail).toContain('v=1');
    const event = await world.db.outboxEvent.findUniqueOrThrow({
      where: { id: `media-uploaded-${run.mediaId}-2` },
    });
    expect(event.data).toMatchObject({ mediaId: run.mediaId, generation: 2 });

    await publishImage({ ...run, generation: 2 }, world.ports);
    const { red, blue } = await meanOf(await bytesOf(run, 'thumbnail'));
    expect(blue - red).toBeGreaterThan(200);
    expect((await bytesOf(run, 'medium')).equals(whole)).toBe(true);
    expect((await getMedia(run.mediaId, context())).urls.thumbnail).toContain('v=2');
  });

  test('the same point again, or another title, starts no run', async () => {
    const { id } = await addMedia({ focalX: 0.2, focalY: 0.3 });
    const same = { focalPoint: { x: 0.2, y: 0.3 }, title: 'Quay' };
    const changed = await changeMedia(id, { ...same, version: 1 }, context());
    expect(changed).toMatchObject({ status: 'ready', version: 2, focalPoint: same.focalPoint });
    expect((await rowOf(id)).generation).toBe(1);
    const reset = await changeMedia(id, { focalPoint: null, version: 2 }, context());
    expect(reset).toMatchObject({ status: 'processing', focalPoint: null });
  });

  test('a run that began with another point publishes nothing', async () => {
    const run = await uploadedImage();
    const patch = { focalPoint: { x: 0, y: 0 }, version: 1 };
    await changeMedia(run.mediaId, patch, context());
    await expect(publishImage(run, world.ports)).rejects.toThrow(Superseded);
    await publishImage({ ...run, generation: 2 }, world.ports);
    const { red, blue } = await meanOf(await bytesOf(run, 'thumbnail'));
    expect(red - blue).toBeGreaterThan(200);
  });

  test.each(['uploading', 'failed'] as const)(
    'of what is %s, it waits for the next run',
    async (status) => {
      const { id } = await addMedia({ status });
      const patch = { focalPoint: { x: 1, y: 1 }, version: 1 };
      expect(await changeMedia(id, patch, context())).toMatchObject({
        status,
        ...patch,
        version: 2,
      });
      expect((await rowOf(id)).generation).toBe(1);
    },
  );

  test('only images have one', async () => {
    const { id } = await addMedia({ type: 'video' });
    const patch = { focalPoint: { x: 0, y: 0 }, version: 1 };
    await expect(changeMedia(id, patch, context())).rejects.toMatchObject({
      ...{ code: 'invalid_request', fields: [{ path: 'focalPoint' }] },
    });
    expect(await changeMedia(id, { focalPoint: null, version: 1 }, context())).toMatchObject({
      status: 'ready',
    });
  });
});
