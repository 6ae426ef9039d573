// Says which ffmpeg will be used, and when it is one to replace.
import { relative } from 'node:path';
import { findBinaries } from '#lib/ffmpeg/binaries.ts';
import type { Variables } from './environment.ts';
import { projectFolder } from './project.ts';

/** One line for people. Never throws: without ffmpeg everything but processing works. */
export async function describeFfmpeg(variables: Variables): Promise<string> {
  try {
    const { ffmpeg, version, isOld } = await findBinaries({
      ffmpegPath: variables.FFMPEG_PATH,
      ffprobePath: variables.FFPROBE_PATH,
    });
    const path = ffmpeg.startsWith(projectFolder) ? relative(projectFolder, ffmpeg) : ffmpeg;
    const advice = ', an old build without security fixes: better install ffmpeg 5 or newer';
    return `Media tools: ffmpeg ${version} (${path})${isOld ? advice : ''}`;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `Warning: nothing can be processed, ffmpeg does not run: ${reason}`;
  }
}
