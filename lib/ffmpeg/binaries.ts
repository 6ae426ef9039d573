// Chooses the ffmpeg and ffprobe this process uses, and finds out what they can do.
import 'server-only';
import { execFile } from 'node:child_process';
import { access, chmod, constants } from 'node:fs/promises';
import { promisify } from 'node:util';
import { env } from '#lib/env/env.ts';

const execute = promisify(execFile);

/** What the chosen ffmpeg was seen to do; builds differ more than their versions say. */
export type Capabilities = {
  /** `-fps_mode` replaced `-vsync`, which newer builds drop. */
  hasFpsMode: boolean;
  hasBwdif: boolean;
  /** zscale and tonemap: both are needed to turn HDR into SDR. */
  canTonemap: boolean;
};

export type Binaries = {
  ffmpeg: string;
  ffprobe: string;
  /** As ffmpeg prints it: `5.1.9-0+deb12u1`, `N-47683-g0e8eb07980-static`. */
  version: string;
  /** Older than ffmpeg 5 (2022): works, but has had no security fix for years. */
  isOld: boolean;
  capabilities: Capabilities;
};

export type BinaryPaths = { ffmpegPath?: string | undefined; ffprobePath?: string | undefined };

/** It says its version in a tenth of a second, but on a machine full of work it has to wait its turn. */
const startMs = 60_000;

let chosen: Promise<Binaries> | undefined;

/** The binaries of this process, chosen once. Throws when there are none. */
export function binaries(): Promise<Binaries> {
  chosen ??= findBinaries({ ffmpegPath: env().FFMPEG_PATH, ffprobePath: env().FFPROBE_PATH }).catch(
    (error: unknown) => {
      chosen = undefined;
      throw error;
    },
  );
  return chosen;
}

/**
 * The given paths, else a system build of ffmpeg 5 or newer, else the ones that came with npm.
 * Throws when a given path is not a working build or lacks an encoder, or when nothing is left to try.
 */
export async function findBinaries({ ffmpegPath, ffprobePath }: BinaryPaths): Promise<Binaries> {
  const [ffmpeg, ffprobe] = await Promise.all([
    choose('ffmpeg', ffmpegPath),
    choose('ffprobe', ffprobePath),
  ]);
  const { version, isOld } = ffmpeg;
  const capabilities = await testCapabilities(ffmpeg.path);
  return { ffmpeg: ffmpeg.path, ffprobe: ffprobe.path, version, isOld, capabilities };
}

type Program = 'ffmpeg' | 'ffprobe';
type Candidate = { path: string; version: string; isOld: boolean };

/** What our plans encode with; some systems leave out H.264, for its patents. */
const neededEncoders = ['libx264', 'aac', 'libmp3lame', 'mjpeg', 'png'];

async function choose(program: Program, given: string | undefined): Promise<Candidate> {
  if (given) return checked(program, given);
  const system = await checked(program, program).catch(() => undefined);
  if (system && !system.isOld) return system;
  return checked(program, await installed(program));
}

/** Throws when the path does not run, or lacks what nothing can be made without. */
async function checked(program: Program, path: string): Promise<Candidate> {
  const candidate = await inspect(path);
  if (program === 'ffprobe') return candidate;
  const encoders = await namesIn(path, '-encoders');
  const missing = neededEncoders.filter((name) => !encoders.has(name));
  if (missing.length === 0) return candidate;
  throw new Error(`${path} is built without ${missing.join(', ')}`);
}

/** Throws when the path does not run or does not say what it is. */
async function inspect(path: string): Promise<Candidate> {
  const { stdout } = await execute(path, ['-version'], { timeout: startMs });
  const version = /^\w+ version (\S+)/.exec(stdout)?.[1];
  // The library number, because builds from git carry no release number; 57 came with ffmpeg 5.
  const library = /libavutil\s+(\d+)\./.exec(stdout)?.[1];
  if (!version || !library) throw new Error(`${path} does not answer like ffmpeg`);
  return { path, version, isOld: Number(library) < 57 };
}

/** The path of the build npm installed for this platform, made executable if it was not. */
export async function installed(program: Program): Promise<string> {
  // Imported when needed: on a platform without a build these packages throw while loading.
  const { default: installer } =
    program === 'ffmpeg'
      ? await import('@ffmpeg-installer/ffmpeg')
      : await import('@ffprobe-installer/ffprobe');
  await makeRunnable(installer.path);
  return installer.path;
}

/** The ffprobe package ships its binary as 0744: only its owner could run it. */
export async function makeRunnable(path: string): Promise<void> {
  const canRun = await access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
  if (!canRun) await chmod(path, 0o755);
}

async function testCapabilities(ffmpeg: string): Promise<Capabilities> {
  const [filters, hasFpsMode] = await Promise.all([
    namesIn(ffmpeg, '-filters'),
    succeeds(ffmpeg, [
      ...['-nostdin', '-loglevel', 'quiet', '-f', 'lavfi', '-i', 'color=s=16x16:d=0.04'],
      ...['-fps_mode', 'vfr', '-f', 'null', '-'],
    ]),
  ]);
  return {
    hasFpsMode,
    hasBwdif: filters.has('bwdif'),
    canTonemap: filters.has('zscale') && filters.has('tonemap'),
  };
}

/** The names in one of the lists ffmpeg prints of its parts, behind a column of letters. */
async function namesIn(ffmpeg: string, list: '-filters' | '-encoders'): Promise<Set<string>> {
  const limits = { timeout: startMs, maxBuffer: 4_000_000 };
  const { stdout } = await execute(ffmpeg, ['-hide_banner', list], limits);
  return new Set(stdout.split('\n').map((line) => line.trim().split(/\s+/)[1] ?? ''));
}

function succeeds(program: string, args: string[]): Promise<boolean> {
  return execute(program, args, { timeout: startMs }).then(
    () => true,
    () => false,
  );
}
