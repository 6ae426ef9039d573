// What the tests of this room do over and over.
import 'server-only';
import type { z } from 'zod';
import type { Ports } from '../ports/ports.ts';
import { addTo, type Counts, runSweep } from '../ports/sweep.ts';
import { unfinishedDeletions } from '../ports/sweep-media.ts';
import type { Actor } from '../shared/actor.ts';
import {
  createUploadSchema,
  type UploadTicket,
  uploadTicketSchema,
} from '../shared/schemas/upload.ts';
import { samplePng } from '../testing/sample-files.ts';
import { sendBytes } from '../testing/send-bytes.ts';
import { createTestWorld, type TestWorld } from '../testing/test-world.ts';
import { completeUpload } from './complete-upload.ts';
import { createUpload } from './create-upload.ts';
import { uploadRules } from './policy.ts';
import { abandonedFiles } from './sweep-abandoned.ts';
import { expiredDrafts } from './sweep-drafts.ts';
import { endedUploads } from './sweep-ended.ts';

export const mebibyte = 1024 * 1024;

/** Everything that is done by the hour about files nobody saved; answers what was done. */
export async function sweepUploads(ports: Ports): Promise<Counts> {
  const total: Counts = {};
  for (const sweep of [expiredDrafts, abandonedFiles, unfinishedDeletions, endedUploads]) {
    addTo(total, await runSweep(sweep, ports));
  }
  return total;
}

type Fields = Partial<z.input<typeof createUploadSchema>>;

export type Stage = Awaited<ReturnType<typeof openStage>>;

/** A world with one editor, and the steps of an upload. */
export async function openStage() {
  const world: TestWorld = await createTestWorld();
  const editor = await world.addUser();
  const rules = uploadRules();
  const contextOf = (actor: Actor) => ({
    ...{ actor, ports: world.ports, rules },
    tokenFor: (id: string) => `token of ${id}`,
  });
  const wanted = (file: Buffer, fields: Fields = {}) =>
    createUploadSchema.parse({
      ...{ fileName: 'poster.png', size: file.length, purpose: 'film.poster', ...fields },
    });
  const open = async (file: Buffer, fields?: Fields, by = editor): Promise<UploadTicket> =>
    uploadTicketSchema.parse(await createUpload(wanted(file, fields), contextOf(by)));
  return {
    world,
    editor,
    contextOf,
    context: contextOf(editor),
    wanted,
    open,
    /** Opened and sent, but not completed. */
    async sent(file: Buffer, fields?: Fields, by = editor) {
      const ticket = await open(file, fields, by);
      await sendBytes(ticket, file);
      return ticket;
    },
    async finished(file: Buffer, fields?: Fields, by = editor) {
      const ticket = await this.sent(file, fields, by);
      await completeUpload(ticket.id, contextOf(by));
      return ticket;
    },
    /** A PNG no other call answers. */
    picture: async () => Buffer.concat([await samplePng(), Buffer.from(crypto.randomUUID())]),
    eventsOf: (mediaId: string) =>
      world.db.outboxEvent.findMany({ where: { data: { path: ['mediaId'], equals: mediaId } } }),
  };
}
