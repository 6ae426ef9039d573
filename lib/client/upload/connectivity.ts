// The browser's word on whether there is a network.
import type { Connectivity } from './retrying.ts';

export const browserConnectivity: Connectivity = {
  isOnline: () => navigator.onLine,
  untilOnline: (signal) =>
    new Promise((resolve, reject) => {
      if (navigator.onLine) return resolve();
      signal.throwIfAborted();
      const giveUp = () => reject(signal.reason);
      const goOn = () => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      };
      window.addEventListener('online', goOn, { once: true, signal });
      signal.addEventListener('abort', giveUp, { once: true });
    }),
};
