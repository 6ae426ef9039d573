// The names of made versions and which of them a media of each type shows where.
import type { MediaType } from './upload-policy.ts';

export const renditionNames = [
  'thumbnail',
  'small',
  'medium',
  'large',
  'webp',
  'avif',
  'mp4',
  'hls',
  'poster',
  'storyboard',
  'mp3',
  'waveform',
] as const;
export type RenditionName = (typeof renditionNames)[number];

/**
 * The smallest size of a video, growing while it is encoded; it goes when the others are there. While
 * there is nothing better, its address stands under `urls.hls`.
 */
export const earlyName = 'early';
/** What it consists of, besides its segments. */
export const earlyFolder = 'early';
export const earlyMaster = 'early.m3u8';
export const earlyPlaylist = 'early-rung.m3u8';

/** Whether a path or an address is that of a playlist which grows. */
export function isEarly(address: string): boolean {
  return address.endsWith(`/${earlyMaster}`) || address.endsWith(`/${earlyPlaylist}`);
}

/**
 * The renditions of each type; those that stand together have one maker, and whoever asks for one of
 * them anew is given a button for all. MP4, HLS and storyboard come from one encode, the waveform is
 * read from the MP3: of these none is ever made without the others. The sizes of an image have one
 * decode in common, but each can be made alone. `thumbnail` and `small` of a sound show its cover.
 */
export const renditionGroups: Record<MediaType, readonly (readonly RenditionName[])[]> = {
  image: [['thumbnail', 'small', 'medium', 'large', 'webp'], ['avif']],
  video: [['poster'], ['mp4', 'hls', 'storyboard']],
  audio: [
    ['mp3', 'waveform'],
    ['thumbnail', 'small'],
  ],
};

/** Those of an image whose pixels depend on its focal point; all others show the whole picture. */
export const affectedByFocalPoint: readonly RenditionName[] = ['thumbnail'];

/** The rendition to show a media by, best first. */
export const displayOrder: Record<MediaType, readonly RenditionName[]> = {
  image: ['large', 'medium', 'small'],
  video: ['mp4'],
  audio: ['mp3'],
};

/** The rendition for a list of tiles, best first. */
export const thumbnailOrder: Record<MediaType, readonly RenditionName[]> = {
  image: ['thumbnail', 'small'],
  video: ['poster'],
  audio: ['thumbnail'],
};
