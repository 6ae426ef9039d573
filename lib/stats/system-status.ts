// How the installation is doing: what it depends on, what it encodes with, what it holds.
import 'server-only';
import { type Binaries, binaries } from '../ffmpeg/binaries.ts';
import type { Ports } from '../ports/ports.ts';
import { readiness } from '../ports/readiness.ts';
import type { SystemStatus } from '../shared/system.ts';

/** For admins only: the caller checks. */
export async function systemStatus(ports: Ports): Promise<SystemStatus> {
  const { db } = ports;
  const [ready, ffmpeg, groups, waitingEvents] = await Promise.all([
    readiness(ports),
    binaries().catch(() => null),
    db.media.groupBy({
      by: ['status'],
      where: { deletingAt: null },
      _count: true,
      _sum: { byteSize: true },
    }),
    db.outboxEvent.count({ where: { deliveredAt: null } }),
  ]);
  const media = { uploading: 0, processing: 0, ready: 0, failed: 0 };
  for (const group of groups) media[group.status] = group._count;
  return {
    readiness: ready,
    ffmpeg: ffmpeg && encoder(ffmpeg),
    media,
    storedBytes: groups.reduce((sum, group) => sum + Number(group._sum.byteSize ?? 0), 0),
    waitingEvents,
  };
}

function encoder({ ffmpeg: path, version, isOld, capabilities }: Binaries) {
  const { canTonemap, hasBwdif } = capabilities;
  return { version, path, isOld, canTonemap, hasBwdif };
}
