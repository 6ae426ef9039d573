// Opens a file with ffprobe and tells the facts, or why it cannot be processed.
import 'server-only';
import { type ExecFileException, execFile } from 'node:child_process';
import { MediaFailure } from '#lib/shared/media-failure.ts';
import { type SoundFacts, soundFactsInReport } from './audio-facts.ts';
import type { Binaries } from './binaries.ts';
import { keepsStream, mayKeepStream } from './copy-rule.ts';
import { failureOf, saysTooManyPixels } from './failures.ts';
import { ownMp4Input, untrustedAudioInput, untrustedVideoInput } from './hostile-input.ts';
import { scanPackets } from './packets.ts';
import { limited } from './process-limits.ts';
import { factsInReport, type VideoFacts } from './video-facts.ts';

type Probe = { binaries: Binaries; path: string; signal?: AbortSignal | undefined };

const timeoutSeconds = 30;
const wholeReport = ['-show_format', '-show_streams', '-of', 'json'];

/**
 * The facts about a file a visitor sent. Reads its packets too when the container does not say how long
 * it is (recordings from a browser), or when the stream might be kept as it is.
 * Throws `MediaFailure`: corrupt_file, no_video_stream, unsupported_codec, too_many_pixels, processing_timeout.
 */
export async function probeVideo(probe: Probe): Promise<VideoFacts> {
  const facts = factsInReport(await report(probe, untrustedVideoInput));
  if (facts.durationSeconds > 0 && !mayKeepStream(facts)) return facts;
  const packets = await scanPackets({
    ...probe,
    streamIndex: facts.video.index,
    inputOptions: untrustedVideoInput,
  });
  const durationSeconds = facts.durationSeconds || packets.endSeconds || 1 / facts.framesPerSecond;
  const whole = { ...facts, durationSeconds, packets };
  // Every keyframe of an hour, which nobody asks for, is more than a server of events carries.
  return keepsStream(whole) ? whole : { ...whole, packets: null };
}

/**
 * The facts about a sound file a visitor sent; a cover larger than we decode does not keep it from being
 * heard. Throws `MediaFailure`: corrupt_file, unsupported_codec, processing_timeout.
 */
export async function probeAudio(probe: Probe): Promise<SoundFacts> {
  const output = await ffprobe(probe, [...untrustedAudioInput, ...wholeReport], {
    mayHaveHugePicture: true,
  });
  return soundFactsInReport(JSON.parse(output));
}

/** The facts about an MP4 one of our own steps wrote. */
export async function probeOwnMp4(probe: Probe): Promise<VideoFacts> {
  return factsInReport(await report(probe, ownMp4Input));
}

/** When the first packet of a stream (`v:0`, `a:0`) of our own MP4 is decoded; before 0 with B-frames. */
export async function firstDecodeSeconds(probe: Probe, stream: string): Promise<number> {
  const first = ['-select_streams', stream, '-read_intervals', '%+#1'];
  const output = await ffprobe(probe, [
    ...[...ownMp4Input, ...first, '-show_entries', 'packet=dts_time', '-of', 'csv=p=0'],
  ]);
  const seconds = Number.parseFloat(output);
  if (!Number.isFinite(seconds)) throw new Error(`no packet in stream ${stream}`);
  return seconds;
}

async function report(probe: Probe, inputOptions: readonly string[]): Promise<unknown> {
  return JSON.parse(await ffprobe(probe, [...inputOptions, ...wholeReport]));
}

/** What ffprobe prints. Throws as `probeVideo` does. */
function ffprobe(
  { binaries, path, signal }: Probe,
  options: readonly string[],
  { mayHaveHugePicture = false } = {},
): Promise<string> {
  const { command, leadingArguments } = limited(binaries.ffprobe, timeoutSeconds);
  const args = [...leadingArguments, '-v', 'error', ...options, path];
  const limits = {
    timeout: timeoutSeconds * 1000,
    killSignal: 'SIGKILL',
    maxBuffer: 8 * 1024 * 1024,
    signal,
  } as const;
  return new Promise((resolve, reject) => {
    execFile(command, args, limits, (error, stdout, stderr) => {
      if (signal?.aborted) reject(signal.reason);
      else if (error) reject(explain(error, stderr));
      else if (!mayHaveHugePicture && saysTooManyPixels(stderr)) {
        reject(new MediaFailure('too_many_pixels', 'The picture is larger than we decode.'));
      } else resolve(stdout);
    });
  });
}

function explain(error: ExecFileException, stderr: string): Error {
  // A word instead of a number: it could not be started at all, or said more than we listen to.
  if (typeof error.code === 'string') return error;
  return failureOf({
    isLate: error.killed === true,
    code: error.code ?? null,
    killedBy: error.signal ?? null,
    log: stderr.split('\n').slice(-40),
  });
}
