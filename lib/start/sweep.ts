// npm run sweep: does now what is done by the clock, all of it or what is named; with --dry-run only counts.
import { parseArgs } from 'node:util';
import { sweeps } from '#inngest/sweeps.ts';
import { ports } from '#lib/ports/ports.ts';
import { runSweep } from '#lib/ports/sweep.ts';
import { tableOf } from './demo/step-table.ts';
import { withServices } from './with-services.ts';

const names = sweeps.map(({ name }) => name);
const usage = `Usage: npm run sweep [-- name… --dry-run --json]
  names      ${names.join(' ')}; all of them unless told
  --dry-run  say what would be done, and do nothing
  --json     the counts as JSON alone`;

const { isDryRun, isJson, wanted } = readArguments();

async function sweepAll(): Promise<number> {
  const done: Record<string, Record<string, number>> = {};
  for (const sweep of sweeps.filter(({ name }) => wanted.includes(name))) {
    done[sweep.name] = await runSweep(sweep, ports(), isDryRun);
  }
  if (isJson) console.log(JSON.stringify(done, null, 2));
  else {
    const rows = Object.entries(done).flatMap(([name, counts]) =>
      Object.entries(counts).map(([what, count]) => [name, what, String(count)]),
    );
    const heading = isDryRun ? 'would be removed' : 'removed';
    console.log(`\n${tableOf(['sweep', 'what', heading], rows)}\n`);
  }
  const hasFailed = Object.values(done).some(({ failed = 0 }) => failed > 0);
  return hasFailed ? 1 : 0;
}

function readArguments() {
  const off = { type: 'boolean', default: false } as const;
  try {
    const options = { 'dry-run': off, json: off };
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const unknown = positionals.find((name) => !names.includes(name));
    if (unknown !== undefined) throw new Error(`${unknown} is no sweep`);
    const wanted = positionals.length > 0 ? positionals : names;
    return { isDryRun: values['dry-run'], isJson: values.json, wanted };
  } catch {
    console.error(usage);
    process.exit(2);
  }
}

const tell = isJson ? () => {} : undefined;
await withServices('npm run sweep', ['postgres', 'store'], sweepAll, tell);
