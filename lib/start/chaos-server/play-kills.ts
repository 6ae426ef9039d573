// The runs one after another, and what they come to once everything is left alone.
import { say } from '../say.ts';
import { comeToRest, letItBreathe } from './come-to-rest.ts';
import { type Played, playRun, type SentFile } from './play-run.ts';
import type { Stage } from './stage.ts';
import { answerRows, complaintsOf, killRows, type Report, restRows } from './tally.ts';

/** The next run begins when no more than so many files are still on their way. */
const unsettledAtMost = 6;

/** The first run has `seed`, the next one more; `ended` are processes that ended by themselves. */
export async function playKills(
  stage: Stage,
  { runs, seed, ended }: { runs: number; seed: number; ended: readonly string[] },
  report: Report,
): Promise<void> {
  say(`${runs} runs from seed ${seed}`);
  const set = { ...stage, dataFolder: stage.app.dataFolder };
  const played: Played[] = [];
  const files: SentFile[] = [];
  for (let run = seed; run < seed + runs; run += 1) {
    await letItBreathe(files, stage, unsettledAtMost);
    const result = await playRun(run, set);
    played.push(result);
    files.push(...result.files);
    say(`run ${run}: ${result.files.length} files; killed: ${result.hits.join(', ') || 'nobody'}`);
  }
  say('Everything is left alone from now on …');
  const rest = await comeToRest(files, stage);
  const refused = played.flatMap(({ run, refusals }) => refusals.map((text) => ({ run, text })));
  report(
    'kills',
    [...killRows(played, ended), ...restRows(rest), ...answerRows(stage.heard)],
    [...refused, ...complaintsOf(rest)],
  );
}
