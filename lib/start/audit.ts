// npm run audit: compares the store with the database, and with --fix puts right what is found twice.
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { RepairWish } from '#lib/audit/repair-storage.ts';
import { runAudit } from '#lib/audit/run-audit.ts';
import { enterAudit } from '#lib/audit/storage-audits.ts';
import { env } from '#lib/env/env.ts';
import { ports } from '#lib/ports/ports.ts';
import { countUnsolved, type StorageAudit } from '#lib/shared/schemas/storage-audit.ts';
import { describeRepair, describeReport } from './audit/describe-audit.ts';
import { say } from './say.ts';
import { withServices } from './with-services.ts';

const usage = `Usage: npm run audit [-- --fix [--wait] [--foreign] [--force]] [--json]
  --fix      put right what an audit found before, as long ago as AUDIT_GRACE_HOURS, and finds again
  --wait     stay until that time is over, and do it then
  --foreign  remove also objects outside our own folders
  --force    do it also where more than half of everything would be concerned
  --json     the report as JSON alone`;

const shortWaitMs = 60_000;
const flags = readFlags();
const print = (text: string) => {
  if (!flags.json) console.log(`\n${text}`);
};
const tell = (message: string) => {
  if (!flags.json) say(message);
};

async function auditOnceOrTwice(): Promise<number> {
  const graceSeconds = env().AUDIT_GRACE_HOURS * 3600;
  const wish = flags.fix ? { isForeignMeant: flags.foreign, isForced: flags.force } : null;
  tell(`What is younger than ${graceSeconds / 3600} h is not judged`);
  let audit = await once(graceSeconds, wish);
  const pauseMs = pauseAfter(audit);
  if (pauseMs !== null) {
    if (!flags.json)
      say(`Looking again in ${Math.ceil(pauseMs / 1000)} s, before anything is done`);
    await delay(pauseMs);
    audit = await once(graceSeconds, wish);
  }
  if (flags.json) console.log(JSON.stringify(audit, null, 2));
  return audit.report && countUnsolved(audit.report, audit.repair) === 0 ? 0 : 1;
}

async function once(graceSeconds: number, wish: RepairWish | null): Promise<StorageAudit> {
  const tools = ports();
  const { id } = await enterAudit({ startedBy: 'command' }, tools);
  const audit = await runAudit(id, { graceSeconds, wish }, tools);
  if (audit.report) print(describeReport(audit.report));
  if (audit.repair) print(describeRepair(audit.repair));
  return audit;
}

/** How long until what waits may be put right; null when nothing does, or that is too long for us. */
function pauseAfter({ repair }: StorageAudit): number | null {
  if (!repair?.waitingUntil || repair.isHeld) return null;
  const pauseMs = Math.max(0, Date.parse(repair.waitingUntil) - Date.now()) + 1;
  return flags.wait || pauseMs <= shortWaitMs ? pauseMs : null;
}

function readFlags() {
  const off = { type: 'boolean', default: false } as const;
  try {
    const options = { fix: off, wait: off, foreign: off, force: off, json: off };
    return parseArgs({ options }).values;
  } catch {
    console.error(usage);
    process.exit(2);
  }
}

await withServices('npm run audit', ['postgres', 'store'], auditOnceOrTwice, tell);
