// The browser's PUT: XMLHttpRequest, because fetch does not report upload progress.
import { NetworkError } from '../network-error.ts';
import { retryAfterSeconds } from '../retry-after.ts';
import type { Transport } from './put-blob.ts';

/** Set by the browser itself from the body and the URL; naming them is refused with a warning. */
const browserOwned = new Set(['content-length', 'host']);

export const xhrTransport: Transport = ({ url, headers, body, signal, onProgress }) =>
  new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const xhr = new XMLHttpRequest();
    const abort = () => {
      // First, because aborting calls `onabort` at once.
      reject(signal.reason);
      xhr.abort();
    };
    signal.addEventListener('abort', abort, { once: true });
    xhr.upload.onprogress = ({ loaded }) => onProgress(loaded);
    xhr.onload = () =>
      resolve({
        status: xhr.status,
        etag: readable(xhr, 'etag')?.replaceAll('"', '') ?? undefined,
        retryAfterSeconds: retryAfterSeconds(readable(xhr, 'retry-after'), Date.now()),
      });
    // Mobile browsers abort requests of their own accord: like a broken connection, try again.
    xhr.onerror = () => reject(new NetworkError('The connection to the store broke.'));
    xhr.onabort = xhr.onerror;
    xhr.ontimeout = xhr.onerror;
    xhr.onloadend = () => signal.removeEventListener('abort', abort);
    xhr.open('PUT', url);
    for (const [name, value] of Object.entries(headers)) {
      if (!browserOwned.has(name.toLowerCase())) xhr.setRequestHeader(name, value);
    }
    xhr.send(body);
  });

/** Asking by name for a header that the store's CORS rules do not expose is logged as an error. */
function readable(xhr: XMLHttpRequest, name: string): string | null {
  const lines = xhr.getAllResponseHeaders().split('\r\n');
  const line = lines.find((each) => each.toLowerCase().startsWith(`${name}:`));
  return line?.slice(name.length + 1).trim() ?? null;
}
