// What decides the bytes of a rendition beside the original, hashed: the same hash, the same rendition.
import 'server-only';
import { createHash } from 'node:crypto';
import type { Binaries } from '../ffmpeg/binaries.ts';
import { planLadder, type VideoProfile } from '../ffmpeg/plan.ts';
import { posterAttempts } from '../ffmpeg/poster-plan.ts';
import type { VideoFacts } from '../ffmpeg/video-facts.ts';
import type { RenditionName } from '../shared/renditions.ts';
import type { FocalPoint } from '../shared/schemas/media.ts';

/** The hash of each rendition that is to be made. */
export type Profiles = Partial<Record<RenditionName, string>>;

/** Raised with every change of a maker that the parameters hashed below do not show. */
const makerVersions = {
  ...{ poster: 1, encode: 1, hls: 1, storyboard: 1 },
  ...{ variants: 1, mp3: 1, waveform: 1, cover: 1 },
};

/** `atSeconds` is where somebody wants it taken. The plan itself is hashed: see `encodedProfiles`. */
export function posterProfile(
  facts: VideoFacts,
  { version, capabilities }: Binaries,
  atSeconds: number | null,
): Profiles {
  const input = { facts, capabilities, source: 'source' };
  const [first] = posterAttempts(input, atSeconds, 'poster');
  return { poster: hashOf('poster', makerVersions.poster, version, first) };
}

/** The plans themselves are hashed, so that a change of what ffmpeg is told needs no new version. */
export function encodedProfiles(
  facts: VideoFacts,
  profile: VideoProfile,
  { version, capabilities }: Binaries,
): Profiles {
  // Bare names instead of paths: where something is made is no part of what is made.
  const input = { facts, profile, capabilities, source: 'source', folder: '' };
  const { encode, hls, storyboard } = makerVersions;
  const encoded = [version, encode, planLadder(input).job];
  return {
    mp4: hashOf('mp4', encoded),
    hls: hashOf('hls', encoded, hls),
    storyboard: hashOf('storyboard', encoded, storyboard),
  };
}

/** The focal point says what the square crop shows (`affectedByFocalPoint`); the other sizes show all. */
export function imageProfiles(
  focalPoint: FocalPoint | null,
  { withAvif }: { withAvif: boolean },
): Profiles {
  const whole = (name: RenditionName) => ({ [name]: hashOf(name, makerVersions.variants) });
  return {
    thumbnail: hashOf('thumbnail', makerVersions.variants, focalPoint),
    ...{ ...whole('small'), ...whole('medium'), ...whole('large'), ...whole('webp') },
    ...(withAvif ? whole('avif') : {}),
  };
}

/** The sound's own, and its cover's. */
export function soundProfiles({ version }: Binaries): { sound: Profiles; cover: Profiles } {
  const { mp3, waveform, cover } = makerVersions;
  return {
    sound: { mp3: hashOf('mp3', mp3, version), waveform: hashOf('waveform', waveform, version) },
    cover: {
      thumbnail: hashOf('thumbnail', cover, version),
      small: hashOf('small', cover, version),
    },
  };
}

function hashOf(...parts: unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
