// The hardships one after another, each until everything has come to rest again.
import { say } from '../say.ts';
import { comeToRest } from './come-to-rest.ts';
import {
  frozenDatabase,
  fullStore,
  fullWorkFolder,
  goneDatabase,
  type Hardship,
} from './hardships.ts';
import type { SmallDisk } from './small-disk.ts';
import type { Stage } from './stage.ts';
import { complaintsOf, type Report, restRows } from './tally.ts';

/** Null where none may be mounted: what needs one is left out. */
export type SmallDisks = { store: SmallDisk | null; work: SmallDisk | null };

export async function playHardships(
  stage: Stage,
  { store, work }: SmallDisks,
  report: Report,
): Promise<void> {
  const scenes: [string, (() => Promise<Hardship>) | null][] = [
    ['the work folder is full', work && (() => fullWorkFolder(stage, work))],
    ['the store is full', store && (() => fullStore(stage, store))],
    ['the database hangs', () => frozenDatabase(stage)],
    ['the database is gone', () => goneDatabase(stage)],
  ];
  for (const [what, play] of scenes) {
    say(play ? `${what} …` : `${what}: left out, this system lets us mount nothing`);
    if (!play) continue;
    const { files, said, complaints } = await play();
    const rest = await comeToRest(files, stage);
    const found = [...complaints.map((text) => ({ run: 0, text })), ...complaintsOf(rest)];
    report(
      what,
      [['the API said meanwhile', said], ...restRows(rest)],
      found.map(({ run, text }) => ({ run, text: `${what}: ${text}` })),
    );
  }
}
