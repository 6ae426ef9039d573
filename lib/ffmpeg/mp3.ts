// Makes the MP3 of a sound file.
import 'server-only';
import { join } from 'node:path';
import { untrustedAudioInput } from './hostile-input.ts';
import { fillFolder } from './new-folder.ts';
import { assertWhole, type MediaJob, type OutputFile, outputFile } from './outputs.ts';
import { probeAudio } from './probe.ts';
import { runWithFluent } from './run-fluent.ts';
import type { SoundTags } from './sound-tags.ts';

export type Mp3 = OutputFile & {
  durationSeconds: number;
  bitrate: number;
  /** 1 or 2. */
  channels: number;
  sampleRate: number;
};

/** What every player and browser plays (promise M3). */
const bitrate = 128_000;

/** What a listener sees in any player; everything else a file may say stays behind. */
const keptTags = ['title', 'artist', 'album'] as const;

/**
 * An MP3 of 128 kbps at 44.1 kHz, at most stereo, without pictures and with no tags but title, artist
 * and album. The same source gives the same bytes.
 * Throws `MediaFailure('corrupt_file')` when it is shorter than the source says it is.
 */
export async function makeMp3(
  job: MediaJob & { source: string; expectedSeconds: number; tags?: SoundTags },
): Promise<Mp3> {
  const { folder, source, binaries, timeoutSeconds, signal, expectedSeconds, tags = {} } = job;
  const facts = await fillFolder(folder, 'audio', async (partial) => {
    const path = join(partial, 'audio.mp3');
    const output = [
      // The first sound stream; cover art is a video stream.
      ...['-map', '0:a:0', '-vn'],
      ...tagOptions(tags),
      ...['-c:a', 'libmp3lame', '-b:a', String(bitrate), '-ar', '44100'],
      // More than two channels are mixed down, one stays one.
      ...['-af', 'aformat=channel_layouts=mono|stereo', '-f', 'mp3'],
    ];
    await runWithFluent(
      {
        inputs: [{ options: untrustedAudioInput, path: source }],
        outputs: [{ options: output, path }],
      },
      { ffmpeg: binaries.ffmpeg, timeoutSeconds, signal },
    );
    const made = await probeAudio({ binaries, path, signal });
    assertWhole('the sound', made.durationSeconds, expectedSeconds);
    return made;
  });
  const file = await outputFile(folder, 'audio/audio.mp3', 'audio/mpeg');
  const { durationSeconds, channels, sampleRate } = facts;
  return { ...file, durationSeconds, bitrate, channels, sampleRate };
}

function tagOptions(tags: SoundTags): string[] {
  return [
    // Nothing is copied: not the tags of the file, not those of its streams, not its chapters.
    ...['-map_metadata', '-1', '-map_metadata:s', '-1', '-map_chapters', '-1'],
    ...keptTags.flatMap((name) => (tags[name] ? ['-metadata', `${name}=${tags[name]}`] : [])),
    // Version 3 is what every player reads; ID3v1 would cut titles at 30 letters.
    ...['-id3v2_version', '3', '-write_id3v1', '0'],
    // Without it, the version of ffmpeg is written as a tag of its own.
    ...['-fflags', '+bitexact', '-flags:a', '+bitexact'],
  ];
}
