// Looks at a finished film from outside: what the player gets, and what ffprobe says of it.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Binaries } from '#lib/ffmpeg/binaries.ts';
import type { Film } from '#lib/shared/schemas/film.ts';
import type { StudioClient } from './studio-client.ts';

const execute = promisify(execFile);

export type Finding = { codec: string; width: number; height: number; durationSeconds: number };

/** ffprobe of the MP4 by its signed URL. Throws unless it is a whole H.264 film of that length. */
export async function checkMp4(
  studio: StudioClient,
  { ffprobe }: Binaries,
  film: Film,
  expectedSeconds: number,
): Promise<Finding> {
  const url = await signedUrl(studio, film.video?.urls.mp4);
  const { stdout } = await execute(ffprobe, [
    ...['-v', 'error', '-select_streams', 'v:0', '-of', 'json'],
    ...['-show_entries', 'stream=codec_name,width,height:format=duration', url],
  ]);
  const { streams, format } = JSON.parse(stdout);
  const { codec_name: codec, width, height } = streams[0];
  const durationSeconds = Number(format.duration);
  if (codec !== 'h264' || Math.abs(durationSeconds - expectedSeconds) > 0.5) {
    throw new Error(
      `the MP4 is ${codec} of ${durationSeconds} s; expected h264 of ${expectedSeconds} s`,
    );
  }
  return { codec, width, height, durationSeconds };
}

export type LadderFinding = { rungs: number; segments: number; byteSize: number };

/** Reads master, media playlists and every segment range, as a player does. Throws on any gap. */
export async function checkLadder(studio: StudioClient, film: Film): Promise<LadderFinding> {
  const master = film.video?.urls.hls;
  if (!master) throw new Error('the film has no HLS ladder');
  const playlists = (await textOf(studio, master)).split('\n').filter((line) => /^[^#]/.test(line));
  const found: LadderFinding = { rungs: playlists.length, segments: 0, byteSize: 0 };
  for (const name of playlists) {
    const playlist = await textOf(studio, master.replace(/[^/]+$/, name));
    const lines = playlist.split('\n');
    for (const [index, line] of lines.entries()) {
      const range = /^#EXT-X-BYTERANGE:(\d+)@(\d+)/.exec(line);
      const url = lines[index + 1];
      if (!range || !url) continue;
      const [length, from] = [Number(range[1]), Number(range[2])];
      const answer = await fetch(url, { headers: { range: `bytes=${from}-${from + length - 1}` } });
      const { byteLength } = await answer.arrayBuffer();
      if (answer.status !== 206 || byteLength !== length) {
        throw new Error(`segment ${found.segments + 1} of ${name} is not whole`);
      }
      found.segments += 1;
      found.byteSize += byteLength;
    }
  }
  if (found.rungs === 0 || found.segments === 0) throw new Error('the ladder has no segments');
  return found;
}

async function textOf(studio: StudioClient, path: string): Promise<string> {
  const answer = await studio.open(path);
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return answer.text();
}

/** Where the app sends a player for a file. */
export async function signedUrl(studio: StudioClient, path: string | undefined): Promise<string> {
  const location = path && (await studio.open(path)).headers.get('location');
  if (!location) throw new Error('the app did not hand out the file');
  return location;
}
