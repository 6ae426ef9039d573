// The Inngest client of this process.
import 'server-only';
import { Inngest } from 'inngest';
import { env } from '../env/env.ts';

let client: Inngest | undefined;

/** Stock Inngest: `INNGEST_BASE_URL` decides whether it talks to the cloud, a server of ours or a stand-in. */
export function inngest(): Inngest {
  const { INNGEST_BASE_URL, INNGEST_EVENT_KEY, INNGEST_SIGNING_KEY, INNGEST_DEV } = env();
  client ??= new Inngest({
    id: 'cutroom',
    eventKey: INNGEST_EVENT_KEY,
    signingKey: INNGEST_SIGNING_KEY,
    isDev: INNGEST_DEV !== undefined && INNGEST_DEV !== '0',
    ...(INNGEST_BASE_URL ? { baseUrl: INNGEST_BASE_URL } : {}),
  });
  return client;
}

/** Sends events under the ids they carry; Inngest drops an id it has seen in the last 24 hours. */
export async function sendEvents(
  events: { id: string; name: string; data: object }[],
): Promise<void> {
  await inngest().send(events.map(({ id, name, data }) => ({ id, name, data: { ...data } })));
}
