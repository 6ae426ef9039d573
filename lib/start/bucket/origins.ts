// The addresses at which people open the app, as browsers tell them to a bucket.
import { addressOf, type Variables } from '../environment.ts';

/** Those that were asked for; else that of `APP_URL`; else where the app listens on this machine. */
export function originsOf(given: Variables, asked: readonly string[]): string[] {
  if (asked.length > 0) return [...new Set(asked)];
  if (given.APP_URL) return [new URL(given.APP_URL).origin];
  const { host, port } = addressOf(given);
  const names = ['127.0.0.1', '0.0.0.0', '::', '::1', 'localhost'].includes(host)
    ? ['127.0.0.1', 'localhost']
    : [host];
  return names.map((name) => new URL(`http://${name}:${port}`).origin);
}
