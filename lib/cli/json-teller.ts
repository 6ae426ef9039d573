// For programs: one JSON object a line.
import type { Teller } from './teller.ts';

const everyMs = 1000;

/** `write` gets whole lines; progress comes once a second at most. */
export function createJsonTeller(write: (text: string) => void, now: () => number): Teller {
  const tell = (event: string, facts: object) => write(`${JSON.stringify({ event, ...facts })}\n`);
  let toldAtMs = Number.NEGATIVE_INFINITY;
  return {
    planned({ files, bytes, leftOut }) {
      for (const one of leftOut) tell('left-out', one);
      tell('plan', { files, bytes, leftOut: leftOut.length });
    },
    moved({ travelling, ...standing }) {
      if (now() - toldAtMs < everyMs) return;
      toldAtMs = now();
      tell('progress', { ...standing, travelling: travelling.length });
    },
    settled: (outcome) => tell('file', outcome),
    ended: (totals, exitCode) => tell('end', { ...totals, exitCode }),
    refused: (message) => tell('refused', { message, exitCode: 2 }),
  };
}
