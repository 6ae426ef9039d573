// Decides by seeded chance what happens in one run: which files are brought in, how, and who is killed when.

export const kinds = ['picture', 'sound', 'film', 'film in chunks', 'large film'] as const;
export type Kind = (typeof kinds)[number];

/** What the client does once the file is on its way. */
export type Ending =
  | 'told'
  /** Everything is sent, and the client never says so. */
  | 'silent'
  /** The client is gone before everything is sent: nothing was accepted. */
  | 'abandoned'
  | 'deleted'
  | 'made anew';

export const victims = ['app', 'worker', 'functions', 'store', 'postgres', 'ffmpeg'] as const;
export type Victim = (typeof victims)[number];

export type PlannedFile = { kind: Kind; ending: Ending; afterMs: number };
/** All of them at the same instant. */
export type PlannedBlow = { victims: readonly Victim[]; afterMs: number };
export type RunPlan = { files: PlannedFile[]; blows: PlannedBlow[] };

const kindShares: [number, Kind][] = [
  [0.35, 'picture'],
  [0.5, 'sound'],
  [0.8, 'film'],
  [0.92, 'film in chunks'],
  [1, 'large film'],
];

const endingShares: [number, Ending][] = [
  [0.68, 'told'],
  [0.78, 'silent'],
  [0.86, 'abandoned'],
  [0.93, 'deleted'],
  [1, 'made anew'],
];

const filesFrom = { least: 3, most: 5 };
const startsWithinMs = 1500;
const blowsFrom = { least: 1, most: 3 };
const blowsWithinMs = 6000;
/** As when the power fails. */
const shareOfAllAtOnce = 0.1;

/** The same seed gives the same plan. `random` answers 0 to below 1. */
export function planRun(random: () => number): RunPlan {
  const between = (low: number, high: number) => low + Math.floor(random() * (high - low + 1));
  const pick = <Item>(shares: readonly [number, Item][], share = random()): Item => {
    const found = shares.find(([below]) => share < below);
    if (!found) throw new Error('the shares do not add up to one');
    return found[1];
  };
  const files = Array.from({ length: between(filesFrom.least, filesFrom.most) }, () => ({
    kind: pick(kindShares),
    ending: pick(endingShares),
    afterMs: between(0, startsWithinMs),
  }));
  const blows = Array.from({ length: between(blowsFrom.least, blowsFrom.most) }, () => {
    const one = victims[between(0, victims.length - 1)] as Victim;
    return {
      victims: random() < shareOfAllAtOnce ? victims : [one],
      afterMs: between(0, blowsWithinMs),
    };
  });
  return { files, blows: blows.toSorted((a, b) => a.afterMs - b.afterMs) };
}
