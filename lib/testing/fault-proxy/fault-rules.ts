// The faults a proxy is told to cause, and which request gets which.
import type { IncomingMessage } from 'node:http';
import { type Fault, type FaultRule, fits } from './fault.ts';

export type ActiveRule = {
  /** How many requests it has hit. */
  hits(): number;
  remove(): void;
};

export type FaultRules = {
  /** The earliest rule that fits a request wins. */
  add(rule: FaultRule): ActiveRule;
  clear(): void;
  /** The fault of this request; every call counts as one more request. */
  faultFor(request: IncomingMessage): Fault | null;
};

/** No rules yet; `random` decides where a probability does. */
export function createFaultRules(random: () => number): FaultRules {
  const active: { rule: FaultRule; seen: number; hits: number }[] = [];
  return {
    add(rule) {
      const entry = { rule, seen: 0, hits: 0 };
      active.push(entry);
      return {
        hits: () => entry.hits,
        remove() {
          const index = active.indexOf(entry);
          if (index >= 0) active.splice(index, 1);
        },
      };
    },
    clear() {
      active.length = 0;
    },
    faultFor(request) {
      for (const entry of active) {
        const { match, fault, from = 1, times = Number.POSITIVE_INFINITY } = entry.rule;
        if (!fits(match, request)) continue;
        entry.seen += 1;
        if (entry.seen < from || entry.hits >= times) continue;
        if (random() >= (entry.rule.probability ?? 1)) continue;
        entry.hits += 1;
        return fault;
      }
      return null;
    },
  };
}
