// Watches a process from outside: memory, what it reads, processor time (Linux's /proc).
import { readFileSync } from 'node:fs';

export type Metered<Result> = {
  result: Result;
  /** What happened up to a moment, in milliseconds since 1970, since the work began. */
  until(time: number): {
    /** Highest resident memory, less the one at the beginning. */
    memoryGrowthBytes: number;
    /** Highest resident memory. */
    memoryPeakBytes: number;
    /** Everything the process read, from sockets, pipes and files. */
    readBytes: number;
  };
};

type Sample = { at: number; residentBytes: number; readBytes: number };

const sampleEveryMs = 50;
const ticksPerSecond = 100;

/** Throws on systems without /proc. */
export async function meterProcess<Result>(
  pid: number,
  work: () => Promise<Result>,
): Promise<Metered<Result>> {
  const look = (): Sample => ({
    at: Date.now(),
    residentBytes: residentBytes(pid),
    readBytes: bytesRead(pid),
  });
  const first = look();
  const samples = [first];
  const timer = setInterval(() => samples.push(look()), sampleEveryMs);
  try {
    const result = await work();
    return {
      result,
      until(time) {
        const seen = samples.filter(({ at }) => at <= time);
        const highest = Math.max(first.residentBytes, ...seen.map((each) => each.residentBytes));
        return {
          memoryGrowthBytes: highest - first.residentBytes,
          memoryPeakBytes: highest,
          readBytes: (seen.at(-1) ?? first).readBytes - first.readBytes,
        };
      },
    };
  } finally {
    clearInterval(timer);
  }
}

function residentBytes(pid: number): number {
  const [, kibibytes] =
    /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kibibytes) * 1024;
}

function bytesRead(pid: number): number {
  const [, bytes] = /^rchar: (\d+)$/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8')) ?? [];
  return Number(bytes);
}

/**
 * Seconds of processor time, in user and system mode (proc(5), fields 14 to 17): `own` of the process
 * and its threads, `ended` of the children that ended so far, and of theirs.
 */
export function processorSeconds(pid: number): { own: number; ended: number } {
  return processorSecondsIn(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}

/** The same from the line itself. */
export function processorSecondsIn(stat: string): { own: number; ended: number } {
  // The second field is the name of the program in brackets, which may hold blanks and brackets.
  const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 15)
    .map((ticks) => Number(ticks) / ticksPerSecond);
  return { own: user + system, ended: endedUser + endedSystem };
}
