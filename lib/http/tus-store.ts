// The store behind @tus/server, made for one request: what it asks for, said by our domain.
import 'server-only';
import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { DataStore, type Lock, type Locker, Metadata, Upload } from '@tus/server';
import type { TusUpload } from '../db/tus-uploads.ts';
import { AppError } from '../shared/errors.ts';
import { openFinal } from '../uploads/open-final.ts';
import type { ServedContext } from '../uploads/open-served.ts';
import { type Checksum, receiveBytes } from '../uploads/receive-bytes.ts';
import { keepLease, type Lease, takeLease } from '../uploads/tus-lease.ts';
import {
  finishTus,
  getTusUpload,
  isWhole,
  type NewTus,
  openPartial,
  openWhole,
  terminateTus,
} from '../uploads/tus-uploads.ts';
import type { Concat } from './tus-headers.ts';

export const tusExtensions = [
  ...['creation', 'creation-with-upload', 'expiration'],
  ...['checksum', 'termination', 'concatenation'],
];

type Asked = {
  method: string;
  header: string;
  concat: Concat;
  checksum: Checksum | null;
  idempotencyKey: string | undefined;
  hasBytes: boolean;
};

export class TusStore extends DataStore implements Locker {
  override extensions = tusExtensions;
  /** The upload this request is about, as it was last seen. */
  seen: TusUpload | null = null;
  /** Whether this request opened it. */
  isNew = false;
  private lease: Lease | null = null;
  private work: Promise<unknown> = Promise.resolve();
  private readonly context: ServedContext;
  private readonly asked: Asked;

  constructor(context: ServedContext, asked: Asked) {
    super();
    this.context = context;
    this.asked = asked;
  }

  /** The server asks for `concatentation` before it lets an Upload-Concat pass. */
  override hasExtension(name: string): boolean {
    return name === 'concatentation' || super.hasExtension(name);
  }

  override async create(upload: Upload): Promise<Upload> {
    const { header, concat } = this.asked;
    const token = randomUUID();
    const metadata = upload.metadata ?? {};
    const wanted = { id: upload.id, byteSize: upload.size ?? 0, header, metadata, lease: token };
    if (concat.kind === 'final') {
      upload.id = await openFinal({ ...wanted, partialIds: concat.ids }, this.context);
    } else {
      upload.id = await this.open(wanted);
    }
    return Object.assign(upload, await this.getUpload(upload.id));
  }

  override async getUpload(id: string): Promise<Upload> {
    const { method } = this.asked;
    let tus = await getTusUpload(id, this.context);
    this.seen = tus;
    if (method === 'PATCH' && tus.kind === 'final') {
      throw new AppError('forbidden', 'A final upload has its bytes from its partial ones.');
    }
    // All bytes were there when somebody was cut off: whoever asks how far it is hears the end of it.
    if (method === 'HEAD' && isWhole(tus) && tus.upload?.status === 'open') {
      await finishTus(tus, this.context);
      tus = await getTusUpload(id, this.context);
      this.seen = tus;
    }
    return new Upload({
      id,
      size: tus.byteSize,
      offset: isWhole(tus) ? tus.byteSize : tus.offset,
      ...(tus.metadata ? { metadata: Metadata.parse(tus.metadata) } : {}),
      // The server adds the time an upload has; ours moves with every sign of life.
      creation_date: new Date(tus.expiresAt.getTime() - this.getExpiration()).toISOString(),
    });
  }

  override getExpiration(): number {
    return this.context.rules.idleHours * 3_600_000;
  }

  override write(stream: Readable, id: string): Promise<number> {
    const work = this.receive(stream, id);
    this.work = work.catch(() => undefined);
    return work;
  }

  override async remove(id: string): Promise<void> {
    await terminateTus(await getTusUpload(id, this.context), this.context);
  }

  /** Does what every finished upload ends in. */
  async finish(id: string): Promise<void> {
    await finishTus(await getTusUpload(id, this.context), this.context);
  }

  newLock(id: string): Lock {
    const { actor, ports } = this.context;
    return {
      lock: async (signal, onWanted) => {
        // What is not there yet is opened with its lease.
        if (this.asked.method === 'POST') return;
        const wanted = { id, ownerId: actor.id };
        this.lease = await takeLease(wanted, { db: ports.db, signal, onWanted });
      },
      unlock: async () => {
        // A client that went away is noticed before all it sent is stored.
        await this.work;
        await this.lease?.release();
      },
    };
  }

  private async open(wanted: NewTus): Promise<string> {
    const { concat, hasBytes, idempotencyKey: key } = this.asked;
    const repeatable = { ...wanted, ...(key === undefined ? {} : { idempotencyKey: key }) };
    const id = await (concat.kind === 'partial' ? openPartial : openWhole)(
      repeatable,
      this.context,
    );
    this.isNew = id === wanted.id;
    if (!this.isNew && hasBytes) {
      throw new AppError('conflict', 'This upload was opened before: ask how far it is.');
    }
    const lease = { id: wanted.id, token: wanted.lease };
    const { db } = this.context.ports;
    if (this.isNew) this.lease = keepLease(lease, { db, onWanted: () => undefined });
    return id;
  }

  private async receive(stream: Readable, id: string): Promise<number> {
    const tus = await getTusUpload(id, this.context);
    const { checksum } = this.asked;
    const lease = this.lease?.token ?? '';
    return receiveBytes(stream, tus, { ...this.context, checksum, lease });
  }
}
