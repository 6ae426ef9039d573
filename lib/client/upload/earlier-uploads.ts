// Finds what waits from an earlier visit: the server knows the sessions, the browser where they belong.
import type { UploadSession } from '#lib/shared/schemas/upload.ts';
import { formOfSlot } from '../form-place.ts';
import { newId } from '../new-id.ts';
import { listSessions } from '../uploads.ts';
import { type Login, type RetryContext, retrying } from './retrying.ts';
import type { Upload } from './upload.ts';
import type { RememberedUpload, UploadMemory } from './upload-memory.ts';

export type Earlier = {
  upload: Upload;
  session: UploadSession;
  remembered: RememberedUpload | null;
};

/** A session this browser does not know and that was active lately may well be under way elsewhere. */
const elsewhereSeconds = 10 * 60;

type Tools = Pick<RetryContext, 'connectivity' | 'random'> & {
  memory: UploadMemory;
  ownerId: string;
};

/** The person's open sessions that this tab does not know, oldest first. Never throws: then none waits. */
export async function findEarlier(
  isKnown: (uploadId: string) => boolean,
  { memory, ownerId, ...tools }: Tools,
  login: Login,
): Promise<Earlier[]> {
  const context = {
    ...tools,
    login,
    signal: new AbortController().signal,
    onWait: () => undefined,
  };
  const [sessions, remembered] = await Promise.all([
    retrying(context, listSessions).catch(() => null),
    memory.all(ownerId),
  ]);
  if (!sessions) return [];
  const byId = new Map(remembered.map((each) => [each.uploadId, each]));
  const open = new Set(sessions.map(({ id }) => id));
  for (const { uploadId } of remembered) if (!open.has(uploadId)) void memory.forget(uploadId);
  const isOurs = ({ id, idleSeconds }: UploadSession) =>
    byId.has(id) || idleSeconds > elsewhereSeconds;
  return sessions
    .filter((session) => !isKnown(session.id) && isOurs(session))
    .map((session) => waitingFor(session, byId.get(session.id) ?? null))
    .reverse();
}

function waitingFor(session: UploadSession, remembered: RememberedUpload | null): Earlier {
  const { id: uploadId, mediaId, purpose, fileName, size: byteSize } = session;
  // Another browser does not remember the form, but the server knows the slot.
  const { slot, page } = remembered ?? {
    slot: session.slot,
    page: formOfSlot(session.slot)?.page ?? null,
  };
  const upload: Upload = {
    ...{ id: newId(), purpose, slot, page, fileName, byteSize, uploadId, mediaId },
    file: null,
    isShared: false,
    state: { name: 'waiting', needs: remembered?.handle ? 'permission' : 'file' },
  };
  return { upload, session, remembered };
}
