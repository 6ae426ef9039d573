// Brings one file in over the app's API and watches what becomes of it, as a page does.
import { api } from '#lib/shared/paths.ts';
import type { Media } from '#lib/shared/schemas/media.ts';
import type { Purpose } from '#lib/shared/upload-policy.ts';
import { sendFile } from '../demo/send-file.ts';
import type { StudioClient } from '../demo/studio-client.ts';
import { secondsSince } from './figures.ts';

export type Journey = {
  media: Media;
  /** From the store's answer to the last byte. */
  readySeconds: number;
  /** To the first bytes of the original, fetched as soon as the media said browsers play it; null if it never did. */
  playableSeconds: number | null;
};

const firstBytes = { range: 'bytes=0-65535' };

/** Throws when processing fails or the original cannot be fetched. */
export async function travel(
  studio: StudioClient,
  path: string,
  purpose: Purpose,
): Promise<Journey> {
  const { media, lastByteAt } = await sendFile(studio, path, purpose);
  let playableSeconds: number | null = null;
  const look = async () => {
    if (playableSeconds !== null) return;
    const { metadata } = await studio.request<Media>('GET', api.oneMedia(media.id));
    if (metadata.playsAsIs !== true) return;
    await fetchOriginal(studio, media.id);
    playableSeconds = secondsSince(lastByteAt);
  };
  let looking = Promise.resolve();
  const ready = await studio.follow(media.id, () => {
    looking = looking.then(look);
    // Told below: until then nobody listens.
    looking.catch(() => undefined);
  });
  const readySeconds = secondsSince(lastByteAt);
  await looking;
  return { media: ready, readySeconds, playableSeconds };
}

async function fetchOriginal(studio: StudioClient, mediaId: string): Promise<void> {
  const link = await studio.open(api.mediaFile(mediaId, 'original'));
  const answer = await fetch(link.headers.get('location') ?? '', { headers: firstBytes });
  if (answer.status !== 206) throw new Error(`The original answers ${answer.status}.`);
  await answer.arrayBuffer();
}
