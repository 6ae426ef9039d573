// The browser's word on whether there is a network.
import type { Connectivity } from './retrying.ts';

export const browserConnectivity: Connectivity = {
  isOnline: () => navigator.onLine,
  untilOnline: (signal) =>
    new Promise((resolve, reject) => {
      if (navigator.onLine) return resolve();
      signal.throwIfAborted();
      const once = { once: true, signal };
      window.addEventListener('online', () => resolve(), once);
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    }),
};
