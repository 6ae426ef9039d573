// Brings one planned file in as its client would, to whatever end is planned.
import { setTimeout as delay } from 'node:timers/promises';
import { AppError, type ErrorCode } from '#lib/shared/errors.ts';
import { api } from '#lib/shared/paths.ts';
import type { Media } from '#lib/shared/schemas/media.ts';
import { type Put, sendFile } from '../demo/send-file.ts';
import type { StudioClient } from '../demo/studio-client.ts';
import type { FreshFile } from './fresh-files.ts';
import { patientPut } from './patience.ts';
import type { Ending } from './plan-run.ts';

/** What has to be true of a file when everything has come to rest. */
export type Expected = 'there once' | 'gone';

/** The client is gone: it does not come back. */
class Gone extends Error {}

const lookEveryMs = 250;
/** Longer than most of these files take. */
const readyWithinSeconds = 20;

/** Resolves when the client has done its part. Throws when something is refused that never should be. */
export async function sendPlanned(
  studio: StudioClient,
  file: FreshFile,
  ending: Ending,
): Promise<Expected> {
  const { client, put } = clientFor(studio, ending);
  try {
    const options = { put, idempotencyKey: `chaos ${file.fileName}` };
    const { media } = await sendFile(client, file.path, file.purpose, options);
    if (ending === 'deleted') return await deleteOf(studio, media);
    if (ending === 'made anew') await makeAnew(studio, media);
  } catch (error) {
    if (!(error instanceof Gone)) throw error;
    return ending === 'abandoned' ? 'gone' : 'there once';
  }
  return 'there once';
}

function clientFor(studio: StudioClient, ending: Ending): { client: StudioClient; put: Put } {
  if (ending === 'abandoned') return { client: studio, put: goneAfterFirst() };
  if (ending !== 'silent') return { client: studio, put: patientPut };
  const client: StudioClient = {
    ...studio,
    request: async (...call) => {
      if (call[1].endsWith('/complete')) throw new Gone();
      return studio.request(...call);
    },
  };
  return { client, put: patientPut };
}

/** Of a file in parts the first one arrives, of any other nothing. */
function goneAfterFirst(): Put {
  let sent = 0;
  return async (signed, body) => {
    sent += 1;
    if (sent > 1 || !signed.url.includes('partNumber=')) throw new Gone();
    await patientPut(signed, body);
  };
}

async function deleteOf(studio: StudioClient, { id }: Media): Promise<Expected> {
  // Done before, and the answer was lost.
  await unless('not_found', () => studio.request('DELETE', api.oneMedia(id)));
  return 'gone';
}

async function makeAnew(studio: StudioClient, { id }: Media): Promise<void> {
  const deadline = performance.now() + readyWithinSeconds * 1000;
  const isOver = async () =>
    ['ready', 'failed'].includes((await studio.request<Media>('GET', api.oneMedia(id))).status);
  while (!(await isOver()) && performance.now() < deadline) await delay(lookEveryMs);
  // Still under way, or begun anew by a request whose answer was lost.
  await unless('conflict', () => studio.request('POST', api.reprocessMedia(id), { force: true }));
}

async function unless(expected: ErrorCode, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== expected) throw error;
  }
}
