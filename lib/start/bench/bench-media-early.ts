// How soon a film that browsers play can be watched, and how soon all of it is made.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { binaries } from '#lib/ffmpeg/binaries.ts';
import { say } from '../say.ts';
import { learnSet, makeBareSet } from './bare-set.ts';
import { costOf } from './cost-of.ts';
import { type Figure, median, shortTime } from './figures.ts';
import { inEmptyFolder, makeFullSet } from './full-set.ts';
import { makeWebFilm } from './media-films.ts';
import { clearUp, type Stage } from './stage.ts';
import { type Journey, travel } from './through-app.ts';

const execute = promisify(execFile);
const filmSeconds = 60;
const rounds = 5;
const mostSecondsToPlay = 1.5;

export async function benchMediaEarly(stage: Stage): Promise<Figure[]> {
  const tools = await binaries();
  const film = join(stage.folder, 'web-film.mp4');
  await makeWebFilm({ tools, path: film, seconds: filmSeconds });
  const folder = join(stage.folder, 'set');
  const known = await inEmptyFolder(folder, async (into) =>
    learnSet(tools, into, await makeFullSet(tools, film, into)),
  );
  const probing: number[] = [];
  const bare: number[] = [];
  const app: Journey[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const look = ['-v', 'error', '-show_format', '-show_streams', '-of', 'json', film];
    probing.push((await costOf(() => execute(tools.ffprobe, look))).seconds);
    const set = await inEmptyFolder(folder, (into) =>
      costOf(() => makeBareSet(tools, film, into, known)),
    );
    bare.push(set.seconds);
    const journey = await travel(stage.studio, film, 'film.video');
    app.push(journey);
    await clearUp(stage, [journey.media.id]);
    const { playableSeconds, readySeconds } = journey;
    say(
      `  round ${round}: to be watched after ${playableSeconds?.toFixed(2)} s, ready after ${readySeconds.toFixed(2)} s, bare ffmpeg ${set.seconds.toFixed(2)} s`,
    );
  }
  const playable = median(
    app.map(({ playableSeconds }) => playableSeconds ?? Number.POSITIVE_INFINITY),
  );
  const ready = median(app.map(({ readySeconds }) => readySeconds));
  return [
    {
      what: `(b) ${filmSeconds} s of 720p for the web, last byte to the first bytes of what plays`,
      measured: shortTime(playable),
      against: `bare ffprobe: ${shortTime(median(probing))}`,
      aim: `≤ ${mostSecondsToPlay} s`,
      isMet: playable <= mostSecondsToPlay,
    },
    {
      what: `(b) ${filmSeconds} s of 720p for the web, last byte to ready`,
      measured: shortTime(ready),
      against: `bare ffmpeg, the same files: ${shortTime(median(bare))}`,
      ratio: ready / median(bare),
    },
  ];
}
