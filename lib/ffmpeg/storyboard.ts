// Makes the storyboard a player shows while one drags along the timeline: a sprite and its index.
import 'server-only';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ownMp4Input } from './hostile-input.ts';
import type { FfmpegJob } from './job.ts';
import type { Ladder } from './ladder.ts';
import { fillFolder } from './new-folder.ts';
import { type MediaJob, type OutputFile, outputFile } from './outputs.ts';
import { scanPackets } from './packets.ts';
import { runWithFluent } from './run-fluent.ts';
import { type SpriteLayout, spriteLayout, storyboardVtt } from './sprite-layout.ts';

export type Storyboard = { sprite: OutputFile; vtt: OutputFile };

/** Writes `storyboard/sprite.jpg` and `storyboard/storyboard.vtt` (WebVTT cues with `#xywh=`). */
export async function makeStoryboard(job: MediaJob & { ladder: Ladder }): Promise<Storyboard> {
  const { folder, ladder, binaries, timeoutSeconds, signal } = job;
  const smallest = ladder.rungs.at(-1);
  if (!smallest) throw new Error('a ladder has at least one rung');
  const path = join(folder, 'ladder', smallest.fileName);
  await fillFolder(folder, 'storyboard', async (partial) => {
    const packets = await scanPackets({
      ...{ binaries, path, signal, streamIndex: 0, inputOptions: ownMp4Input },
    });
    const layout = spriteLayout({
      durationSeconds: ladder.videoSeconds,
      keyframeSeconds: packets.keyframeSeconds,
      ...{ width: smallest.width, height: smallest.height },
    });
    const { ffmpeg } = binaries;
    await runWithFluent(spriteJob(path, join(partial, 'sprite.jpg'), layout), {
      ...{ ffmpeg, timeoutSeconds, signal },
    });
    await writeFile(join(partial, 'storyboard.vtt'), storyboardVtt('sprite.jpg', layout));
  });
  return {
    sprite: await outputFile(folder, 'storyboard/sprite.jpg', 'image/jpeg'),
    vtt: await outputFile(folder, 'storyboard/storyboard.vtt', 'text/vtt'),
  };
}

/** The chosen keyframes of our own MP4, side by side in one JPEG. */
export function spriteJob(source: string, path: string, layout: SpriteLayout): FfmpegJob {
  const { tiles, tileWidth, tileHeight, columns, rows } = layout;
  const chosen = tiles.map(({ keyframe }) => `eq(n,${keyframe})`).join('+');
  const filters = [
    `select='${chosen}'`,
    `scale=${tileWidth}:${tileHeight}`,
    `tile=${columns}x${rows}`,
    'format=yuvj420p',
  ];
  return {
    // Decoding keyframes alone, a sixtieth of the frames; `select` counts only those.
    inputs: [{ options: ['-skip_frame', 'nokey', ...ownMp4Input], path: source }],
    outputs: [
      {
        path,
        options: ['-an', '-vf', filters.join(','), '-frames:v', '1', '-q:v', '4', '-f', 'mjpeg'],
      },
    ],
  };
}
