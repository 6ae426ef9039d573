// What the app reports of steps, one operation each: remember it, plan it, wait for it.
import { ulid } from 'ulid';
import { complete, fail, isLastAttempt, type Settlement, tryAgain } from './attempts.ts';
import { stepOutputLimitBytes } from './function-config.ts';
import { planStep } from './jobs.ts';
import { startRun } from './start-run.ts';
import { rememberStep } from './steps.ts';
import { addWait, resolveWait, type Wait } from './waits.ts';
import type { Op, StepValue } from './wire.ts';

/** Applies one reported operation; `stop` when the rest of the report no longer matters. */
export function applyOp(settlement: Settlement, op: Op): Promise<'next' | 'stop'> {
  return (operations[op.op] ?? refuse)(settlement, op);
}

type Operation = (settlement: Settlement, op: Op) => Promise<'next' | 'stop'>;

const operations: Record<string, Operation> = {
  StepRun: (settlement, op) => remember(settlement, op, { data: op.data ?? null }),
  Step: (settlement, op) => remember(settlement, op, { data: op.data ?? null }),
  StepFailed: (settlement, op) => remember(settlement, op, { error: op.error ?? {} }),
  async StepError(settlement, op) {
    if (isLastAttempt(settlement)) return remember(settlement, op, { error: op.error ?? {} });
    await tryAgain(settlement);
    return 'stop';
  },
  async StepPlanned({ db, job }, op) {
    await planStep(db, job.run_id, op.id);
    return 'next';
  },
  async Sleep(settlement, op) {
    await wait(settlement, op, { kind: 'sleep', until: op.name ?? '' });
    return 'next';
  },
  async WaitForEvent(settlement, op) {
    await wait(settlement, op, {
      kind: 'event',
      eventName: op.name ?? '',
      expression: op.opts?.if,
      until: op.opts?.timeout,
    });
    return 'next';
  },
  async InvokeFunction(settlement, op) {
    const until = op.opts?.timeout;
    if (await wait(settlement, op, { kind: 'invoke', until })) await invoke(settlement, op);
    return 'next';
  },
  async RunComplete(settlement, op) {
    await complete(settlement, op.data);
    return 'stop';
  },
};

async function remember(
  settlement: Settlement,
  op: Op,
  value: StepValue,
): Promise<'next' | 'stop'> {
  const { db, job } = settlement;
  const name = op.displayName ?? op.name ?? op.id;
  const byteSize = Buffer.byteLength(JSON.stringify(value));
  if (byteSize > stepOutputLimitBytes) {
    const message = `Step "${name}" returned ${byteSize} bytes; the limit is 4 MiB`;
    await fail(settlement, { name: 'OutputTooLargeError', message });
    return 'stop';
  }
  await rememberStep(db, { runId: job.run_id, id: op.id, name, value });
  return 'next';
}

function wait(
  { db, job }: Settlement,
  op: Op,
  details: Omit<Wait, 'runId' | 'stepId'>,
): Promise<boolean> {
  return addWait(db, { runId: job.run_id, stepId: op.id, ...details }, new Date());
}

async function invoke({ runner, db, job }: Settlement, op: Op): Promise<void> {
  const target = runner.registry.get(op.opts?.function_id ?? '');
  const { data, v, meta } = op.opts?.payload ?? {};
  const event = {
    id: ulid(),
    name: 'inngest/function.invoked',
    data: data ?? {},
    ts: Date.now(),
    user: {},
    ...(v ? { v } : {}),
    ...(meta ? { meta } : {}),
  };
  const parent = { runId: job.run_id, stepId: op.id };
  if (target && (await startRun(runner, db, target, event, parent))) return;
  const message = target
    ? `${target.id} was not started: its singleton or idempotency key is taken`
    : `There is no function ${op.opts?.function_id}`;
  await resolveWait(db, job.run_id, op.id, { error: { name: 'InvokeError', message } });
}

async function refuse(settlement: Settlement, op: Op): Promise<'stop'> {
  const message = `${op.op} is not supported by the local runner; it needs a real Inngest server`;
  settlement.runner.settings.log(`${settlement.job.function_id}: ${message}`);
  await fail(settlement, { name: 'UnsupportedStepError', message });
  return 'stop';
}
