// Lets those who wait for a login through once there is one.
import type { Login } from './retrying.ts';

export class LoginGate implements Login {
  readonly #waiting = new Set<() => void>();

  #openedAtMs = Number.NEGATIVE_INFINITY;

  untilSignedIn = (signal: AbortSignal, askedAtMs: number): Promise<void> =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      if (askedAtMs < this.#openedAtMs) return resolve();
      const letGo = () => {
        this.#waiting.delete(letThrough);
        reject(signal.reason);
      };
      const letThrough = () => {
        this.#waiting.delete(letThrough);
        signal.removeEventListener('abort', letGo);
        resolve();
      };
      signal.addEventListener('abort', letGo, { once: true });
      this.#waiting.add(letThrough);
    });

  open(): void {
    this.#openedAtMs = performance.now();
    for (const letThrough of [...this.#waiting]) letThrough();
  }
}
