// Makes the films that are processed: one to encode, one for the web, and two to be copied.
import { execFile } from 'node:child_process';
import { mkdir, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from '#lib/ffmpeg/binaries.ts';
import { keepsStream, playsAsIs } from '#lib/ffmpeg/copy-rule.ts';
import { probeVideo } from '#lib/ffmpeg/probe.ts';

const execute = promisify(execFile);

type NewFilm = { tools: Binaries; path: string; seconds: number };

/**
 * 1080p at 30 frames a second and a camera's bitrate, with a keyframe every ten seconds: no rule lets
 * it through as it is. A zoom into fine detail, then hard edges that move, all of it under grain; a
 * film has something of each, and encoding it is real work.
 */
export async function makeCameraFilm({ tools, path, seconds }: NewFilm): Promise<string> {
  const half = seconds / 2;
  const zoom = 'mandelbrot=s=960x540:r=30:maxiter=400:start_scale=2:end_scale=0.02:end_pts=900';
  await make(tools, path, [
    ...['-f', 'lavfi', '-t', String(half), '-i', zoom],
    ...['-f', 'lavfi', '-t', String(half), '-i', 'testsrc2=s=1920x1080:r=30'],
    ...['-f', 'lavfi', '-t', String(seconds), '-i', tone],
    '-filter_complex',
    '[0:v]scale=1920:1080,setsar=1,format=yuv420p[zoom];[1:v]setsar=1,format=yuv420p[edges];' +
      '[zoom][edges]concat,noise=alls=8:allf=t,format=yuv420p[picture]',
    ...['-map', '[picture]', '-map', '2:a', '-c:v', 'libx264', '-preset', 'ultrafast'],
    ...['-b:v', '18M', '-maxrate', '24M', '-bufsize', '24M', '-g', '300'],
    ...['-c:a', 'aac', '-b:a', '192k'],
  ]);
  if (keepsStream(await probeVideo({ binaries: tools, path }))) {
    throw new Error('The film to encode would be copied.');
  }
  return path;
}

/** 720p as phones and editors export it: browsers play it, and its stream becomes the top rung. */
export async function makeWebFilm({ tools, path, seconds }: NewFilm): Promise<string> {
  await make(tools, path, [
    ...['-f', 'lavfi', '-t', String(seconds), '-i', 'testsrc2=s=1280x720:r=30,noise=alls=6:allf=t'],
    ...['-f', 'lavfi', '-t', String(seconds), '-i', tone],
    ...['-c:v', 'libx264', '-preset', 'superfast', '-pix_fmt', 'yuv420p', '-g', '60'],
    ...['-b:v', '4M', '-maxrate', '5M', '-bufsize', '5M', '-c:a', 'aac', '-b:a', '128k'],
    ...['-movflags', '+faststart'],
  ]);
  const facts = await probeVideo({ binaries: tools, path });
  if (!keepsStream(facts) || !playsAsIs(facts))
    throw new Error('The film is not safe for the web.');
  return path;
}

/**
 * About `byteSize` of a film that only has to be copied: small enough for a single rung, at as many
 * bits as the copy rule allows. Its picture is one short piece, again and again.
 */
export async function makeCopiedFilm(
  tools: Binaries,
  path: string,
  byteSize: number,
): Promise<string> {
  const piece = `${path}.piece.mp4`;
  const pieceSeconds = 8;
  const noise = 'testsrc2=s=640x360:r=30,noise=alls=40:allf=t';
  await make(tools, piece, [
    ...['-f', 'lavfi', '-t', String(pieceSeconds), '-i', noise],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '60'],
    ...['-b:v', '7M', '-maxrate', '7M', '-minrate', '7M', '-bufsize', '7M'],
  ]);
  const { size } = await stat(piece);
  const times = Math.max(1, Math.round(byteSize / size));
  await make(tools, path, [
    ...['-stream_loop', String(times - 1), '-i', piece],
    ...['-f', 'lavfi', '-t', String(times * pieceSeconds), '-i', tone],
    ...['-map', '0:v', '-map', '1:a', '-c:v', 'copy', '-c:a', 'aac', '-b:a', '64k'],
  ]);
  await rm(piece);
  if (!keepsStream(await probeVideo({ binaries: tools, path }))) {
    throw new Error('The film to copy would be encoded.');
  }
  return path;
}

const tone = 'sine=frequency=440:sample_rate=48000';

async function make({ ffmpeg }: Binaries, path: string, args: string[]): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await execute(ffmpeg, ['-nostdin', '-loglevel', 'error', '-y', ...args, path]);
}
