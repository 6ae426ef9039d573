// Watches a process from outside: how much memory it takes and how much it reads (Linux's /proc).
import { readFileSync } from 'node:fs';

export type Metered<Result> = {
  result: Result;
  /** Highest resident memory during the work, less the one before it. */
  memoryGrowthBytes: number;
  /** Everything the process read meanwhile, from sockets, pipes and files. */
  readBytes: number;
};

const sampleEveryMs = 50;

/** Throws on systems without /proc. */
export async function meterProcess<Result>(
  pid: number,
  work: () => Promise<Result>,
): Promise<Metered<Result>> {
  const memoryBefore = residentBytes(pid);
  const readBefore = bytesRead(pid);
  let highest = memoryBefore;
  const timer = setInterval(() => {
    highest = Math.max(highest, residentBytes(pid));
  }, sampleEveryMs);
  try {
    const result = await work();
    highest = Math.max(highest, residentBytes(pid));
    return {
      result,
      memoryGrowthBytes: highest - memoryBefore,
      readBytes: bytesRead(pid) - readBefore,
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
