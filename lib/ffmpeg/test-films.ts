// For tests: films whose picture lights up in the very moment their sound sets in.
import 'server-only';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.ts';

const execute = promisify(execFile);

export type FilmShape = {
  size?: string;
  seconds?: number;
  /** `30000/1001` or a whole number. */
  framesPerSecond?: string;
  channels?: 1 | 2 | 6;
  /** How much longer or shorter the sound is than the picture. */
  extraSoundSeconds?: number;
  /** The track of sound begins this late (negative: early), though it still sets in with the light. */
  soundStartSeconds?: number;
};

/** The input arguments of a film, stream 0 its picture and stream 1 its sound. */
export function film(shape: FilmShape = {}): string[] {
  const { seconds = 1, extraSoundSeconds = 0, soundStartSeconds = 0 } = shape;
  const length = seconds + extraSoundSeconds - soundStartSeconds;
  const setsIn = (lightSeconds(shape) - soundStartSeconds).toFixed(6);
  const beep = `if(gte(t,${setsIn}),0.4*sin(2*PI*1000*t),0)`;
  const { channels = 2 } = shape;
  const expressions = Array.from({ length: channels }, () => beep).join('|');
  const layout = { 1: 'mono', 2: 'stereo', 6: '5.1' }[channels];
  return [
    ...silentFilm(shape),
    ...(soundStartSeconds !== 0 ? ['-itsoffset', String(soundStartSeconds)] : []),
    ...['-f', 'lavfi', '-i', `aevalsrc='${expressions}':c=${layout}:s=48000:d=${length}`],
  ];
}

/** The same without sound. */
export function silentFilm(shape: FilmShape = {}): string[] {
  const { size = '160x120', seconds = 1, framesPerSecond = '25' } = shape;
  const dark = `drawbox=t=fill:c=black:enable='lt(n,${darkFrames(shape)})'`;
  return ['-f', 'lavfi', '-i', `testsrc2=s=${size}:r=${framesPerSecond}:d=${seconds},${dark}`];
}

/** A blue picture whose upper left corner is red, to tell which way it was turned. */
export function cornered(size: string, seconds = 1): string[] {
  const corner = 'drawbox=t=fill:c=red:w=iw/3:h=ih/3';
  return ['-f', 'lavfi', '-i', `color=c=blue:s=${size}:r=25:d=${seconds},${corner}`];
}

/** When the sound of a `film` sets in, unless its shape says otherwise. */
export const beepSeconds = 0.4;

/**
 * How much later than the light a player hears the sound set in, in seconds; negative when earlier.
 * The two may be in files of their own, as they are in HLS. Throws when one of them cannot be found.
 */
export async function soundDelay(
  binaries: Binaries,
  picturePath: string,
  soundPath = picturePath,
): Promise<number> {
  const light = await told(binaries, `movie=${picturePath},blackdetect=d=0.1`, 'lavfi.black_end');
  return (await soundOnset(binaries, soundPath)) - light;
}

/** When the sound of a file sets in. Throws when it does not. */
export function soundOnset(binaries: Binaries, path: string): Promise<number> {
  const graph = `amovie=${path},silencedetect=noise=-34dB:d=0.1`;
  return told(binaries, graph, 'lavfi.silence_end');
}

/** The first time a filter notes on a frame, on the clock of the file as a player reads it. */
async function told({ ffprobe }: Binaries, graph: string, note: string): Promise<number> {
  const { stdout } = await execute(ffprobe, [
    ...['-v', 'error', '-f', 'lavfi', '-i', graph],
    ...['-show_entries', `frame_tags=${note}`, '-of', 'csv=p=0'],
  ]);
  const seconds = Number(/\d+(\.\d+)?/.exec(stdout)?.[0]);
  if (Number.isNaN(seconds)) throw new Error(`no ${note} in ${graph}`);
  return seconds;
}

function lightSeconds(shape: FilmShape): number {
  return darkFrames(shape) / rate(shape);
}

/** On a frame's beginning: anywhere else the picture would be late by a part of a frame. */
function darkFrames(shape: FilmShape): number {
  return Math.round((shape.seconds ?? 1) * beepSeconds * rate(shape));
}

function rate({ framesPerSecond = '25' }: FilmShape): number {
  const [over = Number.NaN, under = 1] = framesPerSecond.split('/').map(Number);
  return over / under;
}
