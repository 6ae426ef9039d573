// What a piece of work costs this process and the programs it starts.
import { secondsSince } from './figures.ts';
import { processorSeconds } from './process-meter.ts';

export type Cost = {
  /** Wall clock. */
  seconds: number;
  /** Of this process and of the programs that ended meanwhile, all cores together. */
  processorSeconds: number;
};

/** Throws what the work throws, and on systems without /proc. */
export async function costOf<Result>(
  work: () => Promise<Result>,
): Promise<Cost & { result: Result }> {
  const usedSeconds = () => {
    const { own, ended } = processorSeconds(process.pid);
    return own + ended;
  };
  const usedBefore = usedSeconds();
  const startedAt = performance.now();
  const result = await work();
  return {
    result,
    seconds: secondsSince(startedAt),
    processorSeconds: usedSeconds() - usedBefore,
  };
}
