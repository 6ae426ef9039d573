// An amount of something that works at the same time share: bytes of memory, turns at an encoder.

export type Budget = {
  /**
   * Runs `work` as soon as `amount` of the budget is free, in the order of asking; what asks for more
   * than there is runs alone. Throws the signal's reason when it aborts the waiting.
   */
  hold<Result>(
    amount: number,
    work: () => Promise<Result>,
    signal?: AbortSignal | undefined,
  ): Promise<Result>;
};

export function createBudget(total: number): Budget {
  let free = total;
  const waiting: { amount: number; enter: () => void }[] = [];

  /** Strictly in turn: small ones that slipped past would keep a large one waiting for ever. */
  function admit(): void {
    for (let next = waiting[0]; next && next.amount <= free; next = waiting[0]) {
      waiting.shift();
      free -= next.amount;
      next.enter();
    }
  }

  function turn(amount: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const leave = () => {
        waiting.splice(waiting.indexOf(mine), 1);
        reject(signal?.reason);
        admit();
      };
      const enter = () => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      const mine = { amount, enter };
      signal?.addEventListener('abort', leave, { once: true });
      waiting.push(mine);
      admit();
    });
  }

  return {
    async hold(amount, work, signal) {
      const held = Math.min(amount, total);
      await turn(held, signal);
      try {
        return await work();
      } finally {
        free += held;
        admit();
      }
    },
  };
}
