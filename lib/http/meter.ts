// Counts a request against its budgets, and says in the answer what is left of them.
import 'server-only';
import { type Counted, countAttempts } from '../db/rate-limits.ts';
import type { Ports } from '../ports/ports.ts';
import { AppError } from '../shared/errors.ts';

/** How much of something there is a minute; `name` is what programs read, `key` whose it is. */
export type Budget = { name: string; key: string; limit: number; weight?: number };

export type Meter = {
  /** Counts against all of them, by one statement. Throws `rate_limited` when one is used up. */
  count(budgets: readonly Budget[], ports: Pick<Ports, 'db'>): Promise<void>;
  /** Writes `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers-10) where something was counted. */
  mark(answer: Response): Response;
};

const windowSeconds = 60;

/** One for each request. */
export function newMeter(): Meter {
  const states = new Map<string, Budget & Counted>();
  return {
    async count(budgets, { db }) {
      if (budgets.length === 0) return;
      const counted = await countAttempts(
        db,
        budgets.map((budget) => ({ ...budget, windowSeconds })),
      );
      for (const budget of budgets) {
        const state = counted.find(({ key }) => key === budget.key);
        if (state) states.set(budget.name, { ...budget, ...state });
      }
      throwIfUsedUp([...states.values()]);
    },
    mark(answer) {
      if (states.size === 0) return answer;
      const all = [...states.values()];
      answer.headers.set(
        'ratelimit-policy',
        all.map(({ name, limit }) => `"${name}";q=${limit};w=${windowSeconds}`).join(', '),
      );
      answer.headers.set(
        'ratelimit',
        all
          .map(({ name, seconds, ...state }) => `"${name}";r=${leftOf(state)};t=${seconds}`)
          .join(', '),
      );
      return answer;
    },
  };
}

function leftOf({ limit, hits }: { limit: number; hits: number }): number {
  return Math.max(0, limit - hits);
}

function throwIfUsedUp(states: readonly (Budget & Counted)[]): void {
  const usedUp = states.filter(({ hits, limit }) => hits > limit);
  if (usedUp.length === 0) return;
  throw new AppError('rate_limited', 'Too many requests in a short time: wait a moment.', {
    retryAfterSeconds: Math.max(1, ...usedUp.map(({ seconds }) => seconds)),
  });
}
