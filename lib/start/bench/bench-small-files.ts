// Many small files at once, over the slow line, beside Uppy.
import { join } from 'node:path';
import { say } from '../say.ts';
import { type Busy, busyLine, whoIsBusy } from './app-processes.ts';
import { countRequests } from './count-requests.ts';
import { type EngineUpload, mediansOf, uploadToLibrary } from './engine-upload.ts';
import { withBrowserFarAway } from './far-away.ts';
import { type Figure, median, speedFigure } from './figures.ts';
import { freshen, makePictures } from './noise-files.ts';
import { clearUp, rounds, type Stage } from './stage.ts';
import type { StudioBrowser } from './studio-browser.ts';
import { type UppyUpload, uploadManyByUppy } from './uppy-upload.ts';

const count = 200;
const byteSize = 200_000;

/**
 * The engine has the app open, check and record every file. Uppy is measured twice: with the same
 * done through the same API, file by file as its hooks allow, and with its PUTs alone, which leaves
 * objects nobody knows of.
 */
export function benchSmallFiles(stage: Stage): Promise<Figure[]> {
  return withBrowserFarAway(stage, (browser) => measure(stage, browser));
}

async function measure(stage: Stage, browser: StudioBrowser): Promise<Figure[]> {
  const paths = await makePictures(join(stage.folder, 'small'), count, byteSize);
  const engine: EngineUpload[] = [];
  const recorded: UppyUpload[] = [];
  const alone: UppyUpload[] = [];
  const busyWithOurs: Busy[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    for (const path of paths) await freshen(path);
    const { result: uploaded, busy } = await whoIsBusy(stage.app.dataFolder, browser, () =>
      uploadToLibrary(browser, paths),
    );
    engine.push(uploaded);
    busyWithOurs.push(busy);
    await clearUp(stage, uploaded.mediaIds);
    const withRecords = await uploadManyByUppy(browser, paths, 'media.image');
    recorded.push(withRecords);
    await clearUp(stage, withRecords.mediaIds);
    alone.push(await uploadManyByUppy(browser, paths, null));
    await clearUp(stage, []);
    say(
      `  round ${round}: engine ${uploaded.wholeSeconds.toFixed(2)} s, ${uploaded.busyLanes.toFixed(1)} lanes busy (${countRequests(uploaded.toApp)}); Uppy ${withRecords.wholeSeconds.toFixed(2)} s, its PUTs alone ${alone.at(-1)?.sendSeconds.toFixed(2)} s`,
    );
  }
  say(`  the engine: ${busyLine(busyWithOurs)}`);
  const ours = mediansOf(engine);
  const what = `(c) ${count} files of 200 kB over 40 ms and 5 MB/s each`;
  const total = count * byteSize;
  return [
    speedFigure({
      what: `${what}, drop to all completed`,
      byteSize: total,
      seconds: ours.wholeSeconds,
      against: 'Uppy with create and complete of our API',
      againstSeconds: median(recorded.map(({ wholeSeconds }) => wholeSeconds)),
      atLeast: 2,
    }),
    speedFigure({
      what: `${what}, drop to last byte stored`,
      byteSize: total,
      seconds: ours.sendSeconds,
      against: 'Uppy, PUTs alone, nothing recorded',
      againstSeconds: median(alone.map(({ sendSeconds }) => sendSeconds)),
      atLeast: 1,
    }),
  ];
}
