// Listeners of a walk that write down what it finds, for a later one to find it again.
import 'server-only';
import type { Database } from '../db/client.ts';
import { writeFindings } from '../db/storage-findings.ts';
import type { Listeners } from './listeners.ts';

/** Of what is missing only originals: renditions are made again, captions nobody can bring back. */
export function writesDown(db: Database, seenAt: Date): Listeners {
  return {
    onOrphans: (objects) =>
      writeFindings(
        db,
        objects.map(({ key, byteSize, modifiedAt }) => ({
          ...{ kind: 'orphan', key, multipartId: '', mediaId: null, byteSize },
          madeAt: modifiedAt,
        })),
        seenAt,
      ),
    onOrphanSessions: (sessions) =>
      writeFindings(
        db,
        sessions.map(({ key, multipartId, startedAt }) => ({
          ...{ kind: 'session', key, multipartId, mediaId: null, byteSize: 0 },
          madeAt: startedAt,
        })),
        seenAt,
      ),
    onMissing: async (named) => {
      const originals = named.filter(({ kind }) => kind === 'original');
      const findings = originals.map(({ key, mediaId, byteSize }) => ({
        ...{ kind: 'missing' as const, key, multipartId: '', mediaId, madeAt: null },
        byteSize: byteSize ?? 0,
      }));
      if (findings.length > 0) await writeFindings(db, findings, seenAt);
    },
  };
}
