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
