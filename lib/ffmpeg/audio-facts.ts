// What is known about a sound file, read from what ffprobe says.
import 'server-only';
import { z } from 'zod';
import { MediaFailure } from '#lib/shared/media-failure.ts';
import { type SoundTags, tagsIn } from './sound-tags.ts';

export type SoundFacts = {
  container: string;
  codec: string;
  channels: number;
  sampleRate: number;
  /** 0 when the container does not say it. */
  durationSeconds: number;
  bitrate: number | null;
  tags: SoundTags;
  /** The stream of the cover art; null without one. */
  coverIndex: number | null;
};

const numeric = z.coerce.number().finite().optional().catch(undefined);
const tagged = { tags: z.record(z.string(), z.unknown()).optional().catch(undefined) };

const reportSchema = z.object({
  streams: z.array(
    z.object({
      index: z.int(),
      codec_type: z.string().optional(),
      codec_name: z.string().optional(),
      channels: numeric,
      sample_rate: numeric,
      duration: numeric,
      disposition: z.object({ attached_pic: numeric }).optional(),
      ...tagged,
    }),
  ),
  format: z.object({
    format_name: z.string().optional(),
    duration: numeric,
    bit_rate: numeric,
    ...tagged,
  }),
});

/** The facts in ffprobe's JSON report. Throws `MediaFailure` when there is nothing to hear. */
export function soundFactsInReport(report: unknown): SoundFacts {
  const parsed = reportSchema.safeParse(report);
  const audio = parsed.data?.streams.find((stream) => stream.codec_type === 'audio');
  if (!parsed.success || !audio) {
    throw new MediaFailure('corrupt_file', 'There is no sound in this file.');
  }
  if (!audio.codec_name || !audio.channels) {
    throw new MediaFailure('unsupported_codec', 'The codec of the sound is not known.');
  }
  const { format, streams } = parsed.data;
  // The first picture is the front cover, by custom; a real video stream is not attached.
  const cover = streams.find(({ disposition }) => disposition?.attached_pic === 1);
  return {
    container: format.format_name ?? '',
    codec: audio.codec_name,
    channels: audio.channels,
    sampleRate: audio.sample_rate ?? 0,
    durationSeconds: Math.max(0, format.duration ?? audio.duration ?? 0),
    bitrate: format.bit_rate ?? null,
    // Ogg keeps them with the stream.
    tags: { ...tagsIn(audio.tags), ...tagsIn(format.tags) },
    coverIndex: cover?.index ?? null,
  };
}
