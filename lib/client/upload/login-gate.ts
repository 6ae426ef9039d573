// Lets those who wait for a login through once there is one.
import type { Login } from './retrying.ts';

export class LoginGate implements Login {
  readonly #waiting = new Set<() => void>();

  untilSignedIn = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
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
    for (const letThrough of [...this.#waiting]) letThrough();
  }
}
