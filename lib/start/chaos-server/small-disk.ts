// A disk of a few megabytes that can be filled: a tmpfs, which only root on Linux may mount.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';

export type SmallDisk = {
  folder: string;
  /** Leaves no byte free. */
  fill(): Promise<void>;
  free(): Promise<void>;
};

const pieceBytes = 64 * 1024;

/** Null where this system does not let us mount one. It goes when this process ends. */
export function mountSmallDisk(folder: string, megabytes: number): SmallDisk | null {
  mkdirSync(folder, { recursive: true });
  const options = `size=${megabytes}m,mode=0755`;
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'cutroom-chaos', folder]);
  if (mounted.status !== 0) return null;
  // Before the folder it stands in is removed, which another listener may do.
  process.prependListener('exit', () => spawnSync('umount', ['--lazy', folder]));
  const ballast = join(folder, 'ballast');
  return {
    folder,
    async fill() {
      await using file = await open(ballast, 'w');
      try {
        for (;;) await file.write(Buffer.alloc(pieceBytes, 1));
      } catch (error) {
        if (!(error instanceof Error) || !('code' in error) || error.code !== 'ENOSPC') throw error;
      }
    },
    free: () => rm(ballast, { force: true }),
  };
}
