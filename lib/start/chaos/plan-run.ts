// Decides by seeded chance what happens in one run of chaos: which files, which faults, who is killed.
import type { FaultKind, FaultRule } from '#lib/testing/fault-proxy/fault.ts';

/** Something larger than a fault of one request. */
export type Blow = 'tab closed' | 'app killed' | 'store killed' | 'offline';

export type RunPlan = {
  fileBytes: number[];
  faults: { at: 'app' | 'store'; rule: FaultRule }[];
  /** Falls after so many PUTs were seen. */
  blow: { kind: Blow; afterPuts: number } | null;
};

const kibibyte = 1024;
const mebibyte = 1024 * kibibyte;

type Chance = { share: number; between(low: number, high: number): number };

/** The same seed gives the same plan. `random` answers 0 to below 1. */
export function planRun(random: () => number): RunPlan {
  const between = (low: number, high: number) => low + Math.floor(random() * (high - low + 1));
  const small = Array.from({ length: between(2, 4) }, () => between(20 * kibibyte, 2 * mebibyte));
  const large = Array.from({ length: between(1, 2) }, () => between(17 * mebibyte, 30 * mebibyte));
  const faults = Array.from({ length: between(2, 5) }, () =>
    random() < 0.7
      ? { at: 'store' as const, rule: storeRule({ share: random(), between }) }
      : { at: 'app' as const, rule: appRule({ share: random(), between }) },
  );
  return {
    fileBytes: [...small, ...large],
    faults,
    blow: pickBlow({ share: random(), between }),
  };
}

function pickBlow({ share, between }: Chance): RunPlan['blow'] {
  const kinds: [number, Blow][] = [
    [0.12, 'tab closed'],
    [0.17, 'app killed'],
    [0.22, 'store killed'],
    [0.28, 'offline'],
  ];
  const kind = kinds.find(([below]) => share < below)?.[1];
  return kind ? { kind, afterPuts: between(1, 8) } : null;
}

function storeRule({ share, between }: Chance): FaultRule {
  const rule = { match: { method: 'PUT' }, from: between(1, 6), times: between(1, 3) };
  const afterBytes = between(0, 2) * between(0, mebibyte);
  const kinds: [number, FaultRule][] = [
    [0.25, { ...rule, fault: { kind: 'reset', afterBytes } }],
    [0.45, { ...rule, fault: answer([500, 503, 429][between(0, 2)], between(0, 1)) }],
    [0.6, { ...rule, fault: answer(403, 1) }],
    [0.8, { ...rule, fault: { kind: 'lose-answer' } }],
    // Half a minute until it is noticed: rare.
    [0.82, { ...rule, times: 1, fault: { kind: 'stall', afterBytes } }],
  ];
  const late: FaultRule = { ...rule, fault: { kind: 'delay', ms: between(50, 800) } };
  return kinds.find(([below]) => share < below)?.[1] ?? late;
}

function appRule({ share, between }: Chance): FaultRule {
  const match = { method: 'POST', path: /^\/api\/uploads/ };
  const rule = { match, from: between(1, 4), times: between(1, 2) };
  const kinds: [number, FaultRule][] = [
    [0.4, { ...rule, fault: { kind: 'lose-answer' } }],
    [0.6, { ...rule, fault: { kind: 'reset', afterBytes: 0 } }],
    [0.8, { ...rule, fault: answer(503, between(0, 1)) }],
  ];
  const late: FaultRule = { ...rule, fault: { kind: 'delay', ms: between(50, 800) } };
  return kinds.find(([below]) => share < below)?.[1] ?? late;
}

type Answer = Extract<FaultRule['fault'], { kind: Extract<FaultKind, 'answer'> }>;

function answer(status: number | undefined, late: number): Answer {
  return {
    kind: 'answer',
    status: status as Answer['status'],
    when: late ? 'after-body' : 'before-body',
    ...(status === 429 && { retryAfterSeconds: 1 }),
  };
}
