// Opens a file with ffprobe and tells the facts, or why it cannot be processed.
import 'server-only';
import { type ExecFileException, execFile } from 'node:child_process';
import { MediaFailure } from '#lib/shared/media-failure.ts';
import { asfSeconds } from './asf-length.ts';
import { type SoundFacts, soundFactsInReport } from './audio-facts.ts';
import type { Binaries } from './binaries.ts';
import { keepsStream, mayKeepStream } from './copy-rule.ts';
import { isCutOff } from './cut-off.ts';
import { failureOf, saysTooManyPixels } from './failures.ts';
import { ownMp4Input, untrustedAudioInput, untrustedVideoInput } from './hostile-input.ts';
import { scanPackets } from './packets.ts';
import { limited } from './process-limits.ts';
import { factsInReport, type VideoFacts } from './video-facts.ts';

type Probe = { binaries: Binaries; path: string; signal?: AbortSignal | undefined };

const timeoutSeconds = 30;
const wholeReport = ['-show_format', '-show_streams', '-of', 'json'];

/** Where a container does not say how long it is, ffprobe divides its size by its bitrate, and says so. */
const guessedLength = /estimating duration from bitrate/i;

/**
 * The facts about a file a visitor sent. Reads its packets too when the container does not say how long
 * it is (recordings from a browser), or when the stream might be kept as it is.
 * Throws `MediaFailure`: corrupt_file, no_video_stream, unsupported_codec, too_many_pixels, processing_timeout.
 */
export async function probeVideo(probe: Probe): Promise<VideoFacts> {
  const { report, isLengthGuessed } = await ffprobe(probe, untrustedVideoInput);
  const found = factsInReport(report);
  const told = isLengthGuessed ? 0 : found.durationSeconds;
  const stated = found.container === 'asf' ? await asfSeconds(probe.path) : 0;
  const facts = { ...found, durationSeconds: Math.max(told, stated) };
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
 * heard. Reads its packets too when the container does not say how long it is, and looks whether it ends
 * in the middle. Throws `MediaFailure`: corrupt_file, unsupported_codec, processing_timeout.
 */
export async function probeAudio(probe: Probe): Promise<SoundFacts> {
  const options = { mayHaveHugePicture: true };
  const { report, isLengthGuessed } = await ffprobe(probe, untrustedAudioInput, options);
  const facts = soundFactsInReport(report);
  if (await isCutOff(probe.path, facts.container)) {
    throw new MediaFailure('corrupt_file', 'The file breaks off in the middle of the sound.');
  }
  if (!isLengthGuessed) return facts;
  const scan = { ...probe, streamIndex: 'a:0', inputOptions: untrustedAudioInput } as const;
  const { endSeconds } = await scanPackets(scan);
  return { ...facts, durationSeconds: endSeconds };
}

/** The facts about an MP4 one of our own steps wrote. */
export async function probeOwnMp4(probe: Probe): Promise<VideoFacts> {
  return factsInReport((await ffprobe(probe, ownMp4Input)).report);
}

/** When the first packet of a stream (`v:0`, `a:0`) of our own MP4 is decoded; before 0 with B-frames. */
export async function firstDecodeSeconds(probe: Probe, stream: string): Promise<number> {
  const first = ['-select_streams', stream, '-read_intervals', '%+#1'];
  const { stdout } = await output(probe, [
    ...[...ownMp4Input, ...first, '-show_entries', 'packet=dts_time', '-of', 'csv=p=0'],
  ]);
  const seconds = Number.parseFloat(stdout);
  if (!Number.isFinite(seconds)) throw new Error(`no packet in stream ${stream}`);
  return seconds;
}

async function ffprobe(
  probe: Probe,
  inputOptions: readonly string[],
  { mayHaveHugePicture = false } = {},
): Promise<{ report: unknown; isLengthGuessed: boolean }> {
  const { stdout, stderr } = await output(probe, [...inputOptions, ...wholeReport]);
  if (!mayHaveHugePicture && saysTooManyPixels(stderr)) {
    throw new MediaFailure('too_many_pixels', 'The picture is larger than we decode.');
  }
  return { report: JSON.parse(stdout), isLengthGuessed: guessedLength.test(stderr) };
}

/** What ffprobe prints. Throws as `probeVideo` does. */
function output(
  { binaries, path, signal }: Probe,
  options: readonly string[],
): Promise<{ stdout: string; stderr: string }> {
  const { command, leadingArguments } = limited(binaries.ffprobe, timeoutSeconds);
  const args = [...leadingArguments, '-v', 'warning', ...options, path];
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
      else resolve({ stdout, stderr });
    });
  });
}

function explain(error: ExecFileException, stderr: string): Error {
  if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') {
    return new MediaFailure('corrupt_file', 'There is no end to what is in the file.', {
      cause: error,
    });
  }
  // Any other word instead of a number: it could not be started at all.
  if (typeof error.code === 'string') return error;
  return failureOf({
    isLate: error.killed === true,
    code: error.code ?? null,
    killedBy: error.signal ?? null,
    log: stderr.split('\n').slice(-40),
  });
}
