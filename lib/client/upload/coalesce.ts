// Joins calls that come while an earlier one is under way into one request for all of them.

export type Result<Answer> = { value: Answer } | { error: unknown };

type Call<Input, Answer> = {
  input: Input;
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
};

/**
 * Answers a function for one item whose calls travel together: the first goes at once, those made
 * while it is under way follow as one. The first waits `gatherMs` for company. `send` gets 1..`most` items and answers a result for each, in
 * order; when it throws, every call of that round rejects with what it threw.
 */
export function coalesced<Input, Answer>(
  send: (inputs: Input[]) => Promise<Result<Answer>[]>,
  most: number,
  gatherMs: () => number = () => 0,
): (input: Input) => Promise<Answer> {
  const waiting: Call<Input, Answer>[] = [];
  let isSending = false;

  async function sendWaiting(): Promise<void> {
    if (isSending) return;
    isSending = true;
    while (waiting.length > 0) {
      // Calls made in the same turn of the event loop belong together.
      await new Promise((resolve) => setTimeout(resolve, gatherMs()));
      await settle(waiting.splice(0, most));
    }
    isSending = false;
  }

  async function settle(round: Call<Input, Answer>[]): Promise<void> {
    const answered = await send(round.map(({ input }) => input)).catch((error: unknown) =>
      round.map((): Result<Answer> => ({ error })),
    );
    round.forEach(({ resolve, reject }, index) => {
      const result = answered[index];
      if (result && 'value' in result) resolve(result.value);
      else reject(result ? result.error : new Error('a result is missing'));
    });
  }

  return (input) =>
    new Promise((resolve, reject) => {
      waiting.push({ input, resolve, reject });
      void sendWaiting();
    });
}
