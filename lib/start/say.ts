// What the start scripts print.

const startedAt = performance.now();

/** A line of progress with the seconds since this process began. */
export function say(message: string): void {
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${seconds.padStart(6)} s  ${message}`);
}
