// As fast as this machine goes: the engine beside raw PUTs of the same parts, and beside Uppy.
import { join } from 'node:path';
import { say } from '../say.ts';
import { type Busy, busyLine, whoIsBusy } from './app-processes.ts';
import { type EngineUpload, mediansOf, uploadFilm } from './engine-upload.ts';
import { duration, type Figure, mebibyte, median, speedFigure } from './figures.ts';
import { freshen, makeNoiseFilm } from './noise-files.ts';
import { putRaw } from './raw-puts.ts';
import { clearUp, rounds, type Stage } from './stage.ts';
import { openStudioBrowser } from './studio-browser.ts';
import { uploadByUppy } from './uppy-upload.ts';

const byteSize = 512 * mebibyte;
const rawLanes = [1, 4, 6, 8];
const mostSecondsToFirstByte = 0.4;

export async function benchLoopback(stage: Stage): Promise<Figure[]> {
  const { app, person, browserPath } = stage;
  const path = await makeNoiseFilm(join(stage.folder, 'large.mp4'), byteSize);
  const browser = await openStudioBrowser({
    appUrl: app.url,
    person,
    executablePath: browserPath,
  });
  const raw = new Map<number, number[]>(rawLanes.map((lanes) => [lanes, []]));
  const engine: EngineUpload[] = [];
  const uppy: number[] = [];
  const busy: Busy[] = [];
  try {
    // The first of each finds nothing in any cache.
    for (let round = 0; round <= rounds; round += 1) {
      const isWarmUp = round === 0;
      for (const [lanes, seconds] of raw) {
        if (isWarmUp && lanes !== rawLanes.at(-1)) continue;
        const taken = await putRaw(browser, path, lanes);
        if (!isWarmUp) seconds.push(taken);
      }
      await freshen(path);
      const uploaded = await whoIsBusy(app.dataFolder, browser, () => uploadFilm(browser, path));
      await clearUp(stage, uploaded.result.mediaIds);
      if (isWarmUp) continue;
      engine.push(uploaded.result);
      busy.push(uploaded.busy);
      uppy.push((await uploadByUppy(browser, path)).wholeSeconds);
      await clearUp(stage, []);
      say(`  round ${round}: ${roundLine(raw, uploaded.result, uppy.at(-1) ?? 0)}`);
    }
  } finally {
    await browser.close();
  }
  say(`  the engine: ${busyLine(busy)}`);
  return figuresOf(raw, engine, uppy);
}

function figuresOf(raw: Map<number, number[]>, engine: EngineUpload[], uppy: number[]): Figure[] {
  const medians = [...raw].map(([lanes, seconds]) => ({ lanes, seconds: median(seconds) }));
  const best = medians.reduce((one, other) => (other.seconds < one.seconds ? other : one));
  const ours = mediansOf(engine);
  const longest = Math.max(0, ...engine.flatMap(({ longTaskMs }) => longTaskMs));
  const against = `raw PUTs, ${best.lanes} at a time`;
  return [
    ...medians.map(({ lanes, seconds }) => ({
      what: `(a) 512 MiB, raw PUTs of the same parts, ${lanes} at a time`,
      measured: duration(byteSize, seconds),
    })),
    speedFigure({
      what: '(a) 512 MiB over loopback, first request to last byte stored',
      byteSize,
      seconds: ours.movingSeconds,
      against,
      againstSeconds: best.seconds,
      atLeast: 0.9,
    }),
    {
      what: '(a) 512 MiB over loopback, drop to last byte stored',
      measured: duration(byteSize, ours.sendSeconds),
      against,
      ratio: best.seconds / ours.sendSeconds,
    },
    speedFigure({
      what: '(a) 512 MiB over loopback, drop to completed',
      byteSize,
      seconds: ours.wholeSeconds,
      against: 'Uppy to completed',
      againstSeconds: median(uppy),
      atLeast: 1,
    }),
    {
      what: '(d) drop to first byte on its way',
      measured: `${(ours.firstByteSeconds * 1000).toFixed(0)} ms`,
      aim: '≤ 400 ms',
      isMet: ours.firstByteSeconds <= mostSecondsToFirstByte,
    },
    {
      what: '(e) tasks of the page over 50 ms during (a)',
      measured: `${ours.longTasks} (${engine.map(({ longTaskMs }) => longTaskMs.length).join(', ')}), the longest ${longest.toFixed(0)} ms`,
      aim: '0–1',
      isMet: ours.longTasks <= 1,
    },
  ];
}

function roundLine(raw: Map<number, number[]>, engine: EngineUpload, uppySeconds: number): string {
  const floors = [...raw].map(([lanes, all]) => `raw ${lanes} ${all.at(-1)?.toFixed(2)} s`);
  const { sendSeconds, wholeSeconds, busyLanes } = engine;
  return `${floors.join(', ')}; engine ${sendSeconds.toFixed(2)} s, completed ${wholeSeconds.toFixed(2)} s, ${busyLanes.toFixed(1)} lanes busy; Uppy ${uppySeconds.toFixed(2)} s`;
}
