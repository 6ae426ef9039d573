// A minute of 1080p that has to be encoded: our verbs, bare ffmpeg, one process per version, the app.
import { join } from 'node:path';
import { type Binaries, binaries } from '#lib/ffmpeg/binaries.ts';
import { say } from '../say.ts';
import { learnSet, makeBareSet } from './bare-set.ts';
import { type Cost, costOf } from './cost-of.ts';
import { type Figure, median, overheadFigure, shortTime } from './figures.ts';
import { inEmptyFolder, makeFullSet } from './full-set.ts';
import { makeCameraFilm } from './media-films.ts';
import { makeNaiveSet, type NaiveSeconds } from './naive-set.ts';
import { clearUp, type Stage } from './stage.ts';
import { travel } from './through-app.ts';

const filmSeconds = 60;
const rounds = 3;
const mostOverhead = 1.05;
const leastGain = 1.8;

type Round = { ours: Cost; bare: Cost; encodingSeconds: number; naive: NaiveSeconds; app: number };

export async function benchMediaVideo(stage: Stage): Promise<Figure[]> {
  const tools = await binaries();
  const film = join(stage.folder, 'camera-film.mp4');
  await makeCameraFilm({ tools, path: film, seconds: filmSeconds });
  const all: Round[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const measured = await measure(stage, tools, film);
    all.push(measured);
    const { ours, bare, naive, app } = measured;
    say(
      `  round ${round}: ours ${ours.seconds.toFixed(2)} s (${ours.processorSeconds.toFixed(1)} s of processor), bare ${bare.seconds.toFixed(2)} s (${bare.processorSeconds.toFixed(1)} s), one by one ${naive.whole.toFixed(2)} s, app ${app.toFixed(2)} s`,
    );
  }
  return figuresOf(all);
}

/** One after the other: two encoders at once would only slow each other down. */
async function measure(stage: Stage, tools: Binaries, film: string): Promise<Round> {
  const folder = join(stage.folder, 'set');
  const { set, ...ours } = await inEmptyFolder(folder, async (into) => {
    const { result, ...cost } = await costOf(() => makeFullSet(tools, film, into));
    return { ...cost, set: await learnSet(tools, into, result) };
  });
  const bare = await inEmptyFolder(folder, (into) =>
    costOf(() => makeBareSet(tools, film, into, set)),
  );
  const naive = await inEmptyFolder(folder, (into) => makeNaiveSet(tools, film, into, set));
  const { media, readySeconds } = await travel(stage.studio, film, 'film.video');
  await clearUp(stage, [media.id]);
  return { ours, bare, encodingSeconds: bare.result, naive, app: readySeconds };
}

function figuresOf(all: Round[]): Figure[] {
  const of = (pick: (round: Round) => number) => median(all.map(pick));
  const seconds = of(({ ours }) => ours.seconds);
  const bareSeconds = of(({ bare }) => bare.seconds);
  const encodingSeconds = of((round) => round.encodingSeconds);
  const whole = of(({ naive }) => naive.whole);
  const topOnce = of(({ naive }) => naive.whole - naive.topAgain);
  const appSeconds = of(({ app }) => app);
  const [used, bareUsed] = [
    of(({ ours }) => ours.processorSeconds),
    of(({ bare }) => bare.processorSeconds),
  ];
  const what = `(a) ${filmSeconds} s of 1080p: MP4, HLS, poster, storyboard`;
  return [
    overheadFigure({
      what,
      seconds,
      floor: 'bare ffmpeg, the same files',
      floorSeconds: bareSeconds,
      atMost: mostOverhead,
    }),
    {
      what: '(a) seconds of processor for it',
      measured: `${used.toFixed(1)} s`,
      against: `bare ffmpeg, the same files: ${bareUsed.toFixed(1)} s`,
      ratio: used / bareUsed,
    },
    {
      what: '(a) the same, beside the process that encodes alone',
      measured: shortTime(seconds),
      against: `its MP4s and nothing else: ${shortTime(encodingSeconds)}`,
      ratio: seconds / encodingSeconds,
    },
    {
      what: `${what}, times as fast`,
      measured: shortTime(seconds),
      against: `one process per version: ${shortTime(whole)}`,
      ratio: whole / seconds,
      aim: `≥ ${leastGain}`,
      isMet: whole / seconds >= leastGain,
    },
    {
      what: `${what}, times as fast`,
      measured: shortTime(seconds),
      against: `the same with one 1080p for MP4 and HLS: ${shortTime(topOnce)}`,
      ratio: topOnce / seconds,
    },
    {
      what: '(a) the same through the app, last byte to ready',
      measured: shortTime(appSeconds),
      against: `bare ffmpeg, the same files: ${shortTime(bareSeconds)}`,
      ratio: appSeconds / bareSeconds,
    },
  ];
}
