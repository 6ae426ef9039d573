// Far away: every connection has 40 ms there and back and 5 MB/s.
import { join } from 'node:path';
import { say } from '../say.ts';
import { type EngineUpload, mediansOf, uploadFilm } from './engine-upload.ts';
import { lineShape, withBrowserFarAway } from './far-away.ts';
import { duration, type Figure, mebibyte, median, speedFigure } from './figures.ts';
import { freshen, makeNoiseFilm } from './noise-files.ts';
import { putRaw } from './raw-puts.ts';
import { clearUp, rounds, type Stage } from './stage.ts';
import type { StudioBrowser } from './studio-browser.ts';
import { type UppyUpload, uploadByUppy } from './uppy-upload.ts';

const mostLanes = 8;
const sizes = [256, 64];

export function benchSlowLine(stage: Stage): Promise<Figure[]> {
  return withBrowserFarAway(stage, (browser) => measure(stage, browser));
}

async function measure(stage: Stage, browser: StudioBrowser): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const size of sizes) {
    const byteSize = size * mebibyte;
    const path = await makeNoiseFilm(join(stage.folder, `slow-${size}.mp4`), byteSize);
    const engine: EngineUpload[] = [];
    const uppy: UppyUpload[] = [];
    const raw: number[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      raw.push(await putRaw(browser, path, mostLanes));
      await freshen(path);
      const uploaded = await uploadFilm(browser, path);
      engine.push(uploaded);
      await clearUp(stage, uploaded.mediaIds);
      uppy.push(await uploadByUppy(browser, path));
      await clearUp(stage, []);
      say(
        `  ${size} MiB, round ${round}: raw ${mostLanes} ${raw.at(-1)?.toFixed(2)} s; engine ${uploaded.sendSeconds.toFixed(2)} s, completed ${uploaded.wholeSeconds.toFixed(2)} s, ${uploaded.busyLanes.toFixed(1)} lanes busy; Uppy ${uppy.at(-1)?.wholeSeconds.toFixed(2)} s`,
      );
    }
    figures.push(...figuresOf(byteSize, { raw, engine, uppy }));
  }
  return figures;
}

function figuresOf(
  byteSize: number,
  { raw, engine, uppy }: { raw: number[]; engine: EngineUpload[]; uppy: UppyUpload[] },
): Figure[] {
  const name = `(b) ${byteSize / mebibyte} MiB over 40 ms and 5 MB/s each`;
  const ours = mediansOf(engine);
  const lineSeconds = byteSize / (mostLanes * lineShape.bytesPerSecond);
  const against = `${mostLanes} × 5 MB/s`;
  const toLine = { byteSize, against, againstSeconds: lineSeconds };
  const ratioWhole = lineSeconds / ours.wholeSeconds;
  return [
    {
      what: `${name}, raw PUTs of the same parts, ${mostLanes} at a time`,
      measured: duration(byteSize, median(raw)),
      against,
      ratio: lineSeconds / median(raw),
    },
    speedFigure({
      what: `${name}, first request to last byte stored`,
      seconds: ours.movingSeconds,
      atLeast: 0.9,
      ...toLine,
    }),
    {
      what: `${name}, drop to last byte stored`,
      measured: duration(byteSize, ours.sendSeconds),
      against,
      ratio: lineSeconds / ours.sendSeconds,
    },
    {
      what: `${name}, drop to completed`,
      measured: duration(byteSize, ours.wholeSeconds),
      against,
      ratio: ratioWhole,
    },
    speedFigure({
      what: `${name}, drop to completed`,
      byteSize,
      seconds: ours.wholeSeconds,
      against: 'Uppy to completed',
      againstSeconds: median(uppy.map(({ wholeSeconds }) => wholeSeconds)),
      atLeast: 6,
    }),
  ];
}
