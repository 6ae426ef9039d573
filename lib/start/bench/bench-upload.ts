// The benchmarks of the upload engine, each in a real browser against the built app.
import { benchLoopback } from './bench-loopback.ts';
import { benchMemory } from './bench-memory.ts';
import { benchSlowLine } from './bench-slow-line.ts';
import { benchSmallFiles } from './bench-small-files.ts';
import type { Bench } from './stage.ts';

export const uploadBenches: Record<string, Bench> = {
  loopback: { tells: '512 MiB over loopback: raw PUTs, the engine, Uppy', run: benchLoopback },
  'slow-line': { tells: 'Large files over a slow line: raw, engine, Uppy', run: benchSlowLine },
  'small-files': {
    tells: '200 small files over a slow line: engine, Uppy',
    run: benchSmallFiles,
  },
  memory: { tells: 'Memory and requests at 64 MiB and 1 GiB', run: benchMemory },
};
