// Packages an encoded ladder as HLS, without encoding again.
import 'server-only';
import { open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { alignTracks, type PackagedTrack } from './align-tracks.ts';
import {
  bitratesOf,
  type MediaPlaylist,
  masterPlaylist,
  playlistSeconds,
  readMediaPlaylist,
  videoCodecIn,
  withTargetDuration,
} from './hls-playlists.ts';
import { ownMp4Input } from './hostile-input.ts';
import type { FfmpegJob, FfmpegOutput } from './job.ts';
import type { Ladder } from './ladder.ts';
import { fillFolder } from './new-folder.ts';
import { assertWhole, type MediaJob, type OutputFile, outputFile } from './outputs.ts';
import { firstDecodeSeconds } from './probe.ts';
import { runDirectly } from './run.ts';

export type Hls = { master: OutputFile; files: OutputFile[] };

const playlistType = 'application/vnd.apple.mpegurl';

/**
 * Writes `hls/master.m3u8`, and per rung one playlist and one file whose byte ranges are the segments:
 * two objects to store instead of hundreds. Throws `MediaFailure('corrupt_file')` when a rung is short.
 */
export async function packageHls(job: MediaJob & { ladder: Ladder }): Promise<Hls> {
  const { folder, ladder, binaries, timeoutSeconds, signal } = job;
  const names = [
    ...ladder.rungs.map(({ name }) => name),
    ...(ladder.audioChannels ? ['audio'] : []),
  ];
  await fillFolder(folder, 'hls', async (partial) => {
    const { ffmpeg } = binaries;
    await runDirectly(packagingJob(folder, partial, ladder), { ffmpeg, timeoutSeconds, signal });
    await alignTracks(await packagedTracks(job, partial));
    for (const name of names) await editPlaylist(join(partial, `${name}.m3u8`), withTargetDuration);
    await writeFile(join(partial, 'master.m3u8'), await masterOf(partial, ladder));
  });
  return packagedFiles(folder, names);
}

/** Throws `MediaFailure('corrupt_file')` when one of them is missing or empty. */
export async function packagedFiles(folder: string, names: readonly string[]): Promise<Hls> {
  // All awaited at once: one that fails while another is awaited would be nobody's error, which ends
  // the process with everything else it works on.
  const [master, ...files] = await Promise.all([
    outputFile(folder, 'hls/master.m3u8', playlistType),
    ...names.flatMap((name) => [
      outputFile(folder, `hls/${name}.m3u8`, playlistType),
      outputFile(folder, `hls/${name}.mp4`, name === 'audio' ? 'audio/mp4' : 'video/mp4'),
    ]),
  ]);
  return { master, files };
}

/** One process for all rungs: the work is copying bytes, starting ffmpeg would cost more. */
export function packagingJob(folder: string, into: string, ladder: Ladder): FfmpegJob {
  const output = (name: string, map: string): FfmpegOutput => ({
    path: join(into, `${name}.m3u8`),
    options: [
      ...['-map', map, '-c', 'copy', '-f', 'hls', '-hls_playlist_type', 'vod'],
      // Four seconds: two forced keyframes; shorter costs requests, longer costs a slow first picture.
      ...['-hls_time', '4', '-hls_segment_type', 'fmp4'],
      ...['-hls_flags', 'single_file+independent_segments'],
      ...['-hls_segment_filename', join(into, `${name}.mp4`)],
    ],
  });
  return {
    inputs: ladder.rungs.map(({ fileName }) => ({
      options: ownMp4Input,
      path: join(folder, 'ladder', fileName),
    })),
    outputs: [
      ...ladder.rungs.map(({ name }, i) => output(name, `${i}:v:0`)),
      ...(ladder.audioChannels ? [output('audio', '0:a:0')] : []),
    ],
  };
}

/** The files just packaged, each with the start its ladder file had. */
function packagedTracks(
  { folder, ladder, binaries, signal }: MediaJob & { ladder: Ladder },
  into: string,
): Promise<PackagedTrack[]> {
  const track = async (name: string, fileName: string, stream: string) => ({
    path: join(into, `${name}.mp4`),
    firstDecodeSeconds: await firstDecodeSeconds(
      { binaries, signal, path: join(folder, 'ladder', fileName) },
      stream,
    ),
  });
  const [top] = ladder.rungs;
  return Promise.all([
    ...ladder.rungs.map(({ name, fileName }) => track(name, fileName, 'v:0')),
    ...(top && ladder.audioChannels ? [track('audio', top.fileName, 'a:0')] : []),
  ]);
}

async function masterOf(folder: string, ladder: Ladder): Promise<string> {
  const { audioChannels } = ladder;
  const audio = audioChannels && {
    uri: 'audio.m3u8',
    bitrates: bitratesOf(await readPlaylist(folder, 'audio')),
    channels: audioChannels,
  };
  // Nothing is awaited between here and their end: a rung that is short would be nobody's error.
  const variants = ladder.rungs.map(async ({ name, width, height }) => {
    const playlist = await readPlaylist(folder, name);
    assertWhole(name, playlistSeconds(playlist), ladder.videoSeconds);
    return {
      uri: `${name}.m3u8`,
      bitrates: bitratesOf(playlist),
      codec: videoCodecIn(await firstBytes(join(folder, `${name}.mp4`), playlist.initByteSize)),
      ...{ width, height, framesPerSecond: ladder.framesPerSecond },
    };
  });
  return masterPlaylist(await Promise.all(variants), audio || null);
}

async function editPlaylist(path: string, edit: (text: string) => string): Promise<void> {
  await writeFile(path, edit(await readFile(path, 'utf8')));
}

async function readPlaylist(folder: string, name: string): Promise<MediaPlaylist> {
  return readMediaPlaylist(await readFile(join(folder, `${name}.m3u8`), 'utf8'));
}

async function firstBytes(path: string, byteSize: number): Promise<Uint8Array> {
  await using file = await open(path);
  const { buffer } = await file.read(Buffer.alloc(byteSize), 0, byteSize, 0);
  return buffer;
}
