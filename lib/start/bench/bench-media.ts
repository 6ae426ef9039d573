// The benchmarks of processing media, beside ffmpeg or sharp alone doing the same, or one worker alone.
import { benchMediaEarly } from './bench-media-early.ts';
import { benchMediaImage } from './bench-media-image.ts';
import { benchMediaMany } from './bench-media-many.ts';
import { benchMediaMemory } from './bench-media-memory.ts';
import { benchMediaVideo } from './bench-media-video.ts';
import { benchSegments } from './bench-segments.ts';
import type { Bench } from './stage.ts';

export const mediaBenches: Record<string, Bench> = {
  'media-video': {
    tells: 'A minute of 1080p to encode: our verbs, bare ffmpeg, one process per version, the app',
    run: benchMediaVideo,
  },
  'media-early': {
    tells: 'A minute of 720p for the web: last byte to playable, to ready',
    run: benchMediaEarly,
  },
  'media-image': { tells: 'All sizes of 24 megapixels: ours, bare sharp', run: benchMediaImage },
  'media-many': {
    tells: '100 mixed pictures: the app, its verb alone',
    run: benchMediaMany,
  },
  segments: { tells: '40 s of 1080p in chunks: one worker, two workers', run: benchSegments },
  'media-memory': {
    tells: 'Memory and disk of processing at 20 MB and 400 MB',
    run: benchMediaMemory,
  },
};
