// What the supervisor is told about a process it keeps running.

export type Service = {
  /** Names its log and pid files. */
  name: string;
  /** Arguments of `node`, relative to the project folder. */
  args: string[];
  /** Added to our own environment. */
  variables: Record<string, string>;
  /** Its words go to its log file, or to our terminal. */
  output?: 'log' | 'terminal';
  /** Resolves true when the process does its work; throwing counts as no. */
  isHealthy(): Promise<boolean>;
  startWithinSeconds: number;
  stopWithinSeconds: number;
};

/** Whether an HTTP server answers at all, whatever it says. */
export async function answersHttp(url: string): Promise<boolean> {
  await fetch(url, { signal: AbortSignal.timeout(5000), redirect: 'manual' });
  return true;
}

/** Whether this address answers 200. */
export async function answersOk(url: string): Promise<boolean> {
  return (await fetch(url, { signal: AbortSignal.timeout(5000) })).status === 200;
}
