// Work that repeats: when woken, or when it said it would be due.

export type Loop = { wake: () => void; stop: () => Promise<void> };

const afterErrorMs = 500;

/** Runs `pass` now and again; it answers in how many ms it wants to run next unless woken. */
export function startLoop(pass: () => Promise<number>, onError: (error: unknown) => void): Loop {
  let stopped = false;
  let woken = false;
  let interrupt = () => {};

  function idle(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.max(1, Math.ceil(milliseconds)));
      interrupt = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async function run(): Promise<void> {
    while (!stopped) {
      woken = false;
      let delayMs = afterErrorMs;
      let failed = false;
      try {
        delayMs = await pass();
      } catch (error) {
        failed = true;
        onError(error);
      }
      // After an error even a wake-up waits a little, or a lost database would make it spin.
      if (stopped || (woken && !failed)) continue;
      await idle(delayMs);
    }
  }

  const finished = run();
  function wake(): void {
    woken = true;
    interrupt();
  }
  return {
    wake,
    async stop() {
      stopped = true;
      wake();
      await finished;
    },
  };
}
