// The build of ffmpeg that this run of the tests is about, when it was given one.

/** As in `FFMPEG_PATH=… FFPROBE_PATH=… npx vitest run lib/ffmpeg lib/media`. */
export const givenFfmpeg = {
  ffmpegPath: process.env.FFMPEG_PATH,
  ffprobePath: process.env.FFPROBE_PATH,
};
