// Says which ffmpeg will be used, when it is one to replace, and what it cannot do.
import { relative } from 'node:path';
import { type Binaries, findBinaries } from '#lib/ffmpeg/binaries.ts';
import type { Variables } from './environment.ts';
import { projectFolder } from './project.ts';

/** For people. Never throws: without ffmpeg everything but processing works. */
export async function describeFfmpeg(variables: Variables): Promise<string> {
  try {
    const found = await findBinaries({
      ffmpegPath: variables.FFMPEG_PATH,
      ffprobePath: variables.FFPROBE_PATH,
    });
    return sentenceOn(found);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `Warning: nothing can be processed, ffmpeg does not run: ${reason}`;
  }
}

/** One line about the build, and one for each thing it cannot do. */
export function sentenceOn({
  ffmpeg,
  version,
  isOld,
  capabilities: { canTonemap, hasBwdif },
}: Pick<Binaries, 'ffmpeg' | 'version' | 'isOld' | 'capabilities'>): string {
  const path = ffmpeg.startsWith(projectFolder) ? relative(projectFolder, ffmpeg) : ffmpeg;
  const age = ', an old build without security fixes: better install ffmpeg 5 or newer';
  const tones =
    'it cannot convert HDR (filters zscale and tonemap): such videos come out pale, and say so';
  const lines =
    'it has no filter bwdif: interlaced videos go through yadif, which leaves more combs';
  return [
    `Media tools: ffmpeg ${version} (${path})${isOld ? age : ''}`,
    ...(canTonemap ? [] : [`  ${tones}`]),
    ...(hasBwdif ? [] : [`  ${lines}`]),
  ].join('\n');
}
