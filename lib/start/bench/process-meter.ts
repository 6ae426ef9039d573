// Watches a process from outside: how much memory it takes and how much it reads (Linux's /proc).
import { readFileSync } from 'node:fs';

export type Metered<Result> = {
  result: Result;
  /** What happened up to a moment, in milliseconds since 1970, since the work began. */
  until(time: number): {
    /** Highest resident memory, less the one at the beginning. */
    memoryGrowthBytes: number;
    /** Everything the process read, from sockets, pipes and files. */
    readBytes: number;
  };
};

type Sample = { at: number; residentBytes: number; readBytes: number };

const sampleEveryMs = 50;

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
