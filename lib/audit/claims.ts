// Who has a claim on objects: a row that names them, or somebody who works on their media.
import 'server-only';
import type { Transaction } from '../db/client.ts';
import { type AskedKey, claimsAmong, strayAmong } from '../db/named-among.ts';
import { captionOwner, isOwnKey, renditionOwner, tusOwner } from '../storage/keys.ts';
import type { OpenMultipart } from '../storage/storage.ts';

export type Claim = 'named' | 'underWay';

/**
 * Of these keys, those somebody has a claim on. Under way is what belongs to a media that is being
 * processed (its run enters at its end what it stores) or deleted, and what waits to become part of an
 * upload by tus: only while its row is there. Of a run that is over no row comes to
 * name another object.
 */
export async function findClaims(db: Transaction, keys: string[]): Promise<Map<string, Claim>> {
  const claims = new Map<string, Claim>();
  for (const { key, isNamed } of await claimsAmong(db, keys.map(asked))) {
    claims.set(key, isNamed ? 'named' : 'underWay');
  }
  // Nobody has many objects that lie elsewhere.
  const elsewhere = keys.filter((key) => !isOwnKey(key));
  for (const key of await strayAmong(db, elsewhere)) claims.set(key, 'named');
  return claims;
}

function asked(key: string): AskedKey {
  return { key, mediaId: mediaOf(key)[0] ?? null, tusId: tusOwner(key) };
}

/** The keys of those among these that a row still names, whose media is neither deleted nor refused. */
export async function findDue(
  db: Transaction,
  named: { key: string; mediaId: string | null }[],
): Promise<Set<string>> {
  const kept = await db.media.findMany({
    where: {
      id: { in: named.flatMap(({ mediaId }) => (mediaId ? [mediaId] : [])) },
      deletingAt: null,
      NOT: { status: 'failed', upload: { status: { not: 'completed' } } },
    },
    select: { id: true },
  });
  const keptIds = new Set(kept.map(({ id }) => id));
  const due = named.filter(({ mediaId }) => mediaId !== null && keptIds.has(mediaId));
  const claims = await findClaims(
    db,
    due.map(({ key }) => key),
  );
  return new Set([...claims].flatMap(([key, claim]) => (claim === 'named' ? [key] : [])));
}

/** As a string that is different for different sessions. */
export function sessionName({ key, multipartId }: Omit<OpenMultipart, 'startedAt'>): string {
  return `${multipartId} ${key}`;
}

/** The names of those among these sessions that an open upload uses, or a run that is under way. */
export async function findUsedSessions(
  db: Transaction,
  sessions: OpenMultipart[],
): Promise<Set<string>> {
  const busy = await busyMedia(
    db,
    sessions.flatMap(({ key }) => mediaOf(key)),
  );
  const ofRuns = sessions.filter(({ key }) => mediaOf(key).some((id) => busy.has(id)));
  const uploads = await db.upload.findMany({
    where: {
      status: 'open',
      storageKey: { in: sessions.map(({ key }) => key) },
      multipartId: { in: sessions.map(({ multipartId }) => multipartId) },
    },
    select: { storageKey: true, multipartId: true },
  });
  const ofUploads = uploads.map(({ storageKey, multipartId }) =>
    sessionName({ key: storageKey, multipartId: multipartId ?? '' }),
  );
  return new Set([...ofRuns.map(sessionName), ...ofUploads]);
}

/** The media a key of a rendition or a caption tells of: none or one. */
export function mediaOf(key: string): string[] {
  const id = renditionOwner(key)?.mediaId ?? captionOwner(key);
  return id ? [id] : [];
}

async function busyMedia(db: Transaction, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db.media.findMany({
    where: {
      id: { in: [...new Set(ids)] },
      OR: [{ status: 'processing' }, { deletingAt: { not: null } }],
    },
    select: { id: true },
  });
  return new Set(rows.map(({ id }) => id));
}
