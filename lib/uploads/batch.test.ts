import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '#lib/db/client.ts';
import { AppError } from '#lib/shared/errors.ts';
import type { UploadTicket } from '#lib/shared/schemas/upload.ts';
import { sha256Of } from '#lib/testing/fingerprint-of.ts';
import { mp4Like } from '#lib/testing/sample-files.ts';
import { sendBytes } from '#lib/testing/send-bytes.ts';
import { abortUpload } from './abort-upload.ts';
import { completeUploads } from './complete-upload.ts';
import { createUploads } from './create-upload.ts';
import type { Settled } from './settle-each.ts';
import { mebibyte, openStage, type Stage } from './test-uploads.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.world.close());

/** What came of each: a word of `value`, or the code of its error. */
const told = <Result extends object>(settled: Settled<Result>[]) =>
  settled.map((one) => {
    if ('value' in one) return Object.keys(one.value)[0];
    return one.error instanceof AppError ? one.error.code : one.error;
  });
const ticketsOf = (settled: Settled<object>[]): UploadTicket[] =>
  settled.flatMap((one) =>
    'value' in one && 'ticket' in one.value ? [one.value.ticket as UploadTicket] : [],
  );

describe('many at once', () => {
  test('are opened in order, and one that cannot be does not stop the others', async () => {
    const stranger = await stage.world.addUser();
    const foreign = await stage.world.db.draft.create({
      data: { ownerId: stranger.id, noun: 'film', expiresAt: new Date() },
    });
    const file = await stage.picture();
    const wanted = [
      stage.wanted(file, { fileName: 'one.png' }),
      stage.wanted(file, { fileName: 'notes.txt', contentType: 'text/plain' }),
      stage.wanted(mp4Like(17 * mebibyte), { fileName: 'film.mp4', purpose: 'film.video' }),
      stage.wanted(file, { size: 11 * mebibyte }),
      stage.wanted(file, { draftId: foreign.id }),
      stage.wanted(file, { fileName: 'two.png' }),
    ];
    const created = await createUploads(wanted, stage.context);
    expect(told(created)).toEqual([
      'ticket',
      'unsupported_media_type',
      'ticket',
      'file_too_large',
      'invalid_request',
      'ticket',
    ]);
    const tickets = ticketsOf(created);
    expect(tickets.map(({ strategy }) => strategy)).toEqual(['single', 'multipart', 'single']);
    const rows = await stage.world.db.upload.findMany({
      where: { id: { in: tickets.map(({ id }) => id) } },
      include: { media: true },
    });
    const names = tickets.map(({ id }) => rows.find((row) => row.id === id)?.media?.fileName);
    expect(names).toEqual(['one.png', 'film.mp4', 'two.png']);
  });

  test('each has its own key: the same again, also in one batch or at the same time, is the same', async () => {
    const file = await stage.picture();
    const wanted = ['a', 'b', 'a'].map((name) => ({
      ...stage.wanted(file),
      idempotencyKey: `batch-${name}`,
    }));
    const answers = await Promise.all([
      createUploads(wanted, stage.context),
      createUploads(wanted, stage.context),
    ]);
    const ids = answers.map((answer) => ticketsOf(answer).map(({ id }) => id));
    expect(ids[0]).toEqual(ids[1]);
    const [[a, b, again] = []] = ids;
    expect(a).toBe(again);
    expect(a).not.toBe(b);
    if (!b) throw new Error('expected an upload');
    await abortUpload(b, stage.context);
    expect(told(await createUploads(wanted, stage.context))).toEqual([
      'ticket',
      'conflict',
      'ticket',
    ]);
  });

  test('a store that refuses to start one leaves it to the next try under the same key', async () => {
    const storage = {
      ...stage.world.ports.storage,
      startMultipart: () => Promise.reject(new AppError('storage_unavailable', 'Away.')),
    };
    const film = { ...stage.wanted(mp4Like(17 * mebibyte), { fileName: 'a.mp4' }) };
    const wanted = [
      { ...film, purpose: 'film.video' as const, idempotencyKey: 'lost' },
      stage.wanted(await stage.picture()),
    ];
    const away = { ...stage.context, ports: { ...stage.world.ports, storage } };
    expect(told(await createUploads(wanted, away))).toEqual(['storage_unavailable', 'ticket']);
    expect(told(await createUploads(wanted.slice(0, 1), stage.context))).toEqual(['ticket']);
    const where = { ownerId: stage.editor.id, idempotencyKey: 'lost' };
    expect(await stage.world.db.upload.count({ where })).toBe(1);
  });

  test('are completed together, each with its own end, also when two do it at once', async () => {
    const files = await Promise.all([1, 2, 3, 4].map(() => stage.picture()));
    const stranger = await stage.world.addUser();
    const [good, hashed] = [
      await stage.sent(files[0] as Buffer),
      await stage.sent(files[1] as Buffer),
    ];
    const unsent = await stage.open(files[2] as Buffer);
    const liar = await stage.sent(Buffer.from('no picture'));
    const foreign = await stage.sent(files[3] as Buffer, {}, stranger);
    const finished = [
      { id: good.id },
      { id: unsent.id },
      { id: liar.id },
      { id: hashed.id, checksum: { sha256: sha256Of(files[1] as Buffer) } },
      { id: foreign.id },
      { id: good.id },
    ];
    const answers = await Promise.all([
      completeUploads(finished, stage.context),
      completeUploads(finished.toReversed(), stage.context),
    ]);
    answers[1]?.reverse();
    for (const answer of answers) {
      expect(told(answer)).toEqual([
        'media',
        'upload_incomplete',
        'unsupported_media_type',
        'media',
        'not_found',
        'media',
      ]);
    }
    for (const ticket of [good, hashed]) {
      expect(await stage.eventsOf(ticket.mediaId)).toHaveLength(1);
    }
    const status = { id: foreign.id, status: 'open' } as const;
    expect(await stage.world.db.upload.count({ where: status })).toBe(1);
  });

  test('fifty cost no more statements than a few', async () => {
    const file = await stage.picture();
    const wanted = Array.from({ length: 50 }, () => stage.wanted(file));
    let statements = 0;
    const db = stage.world.db.$extends({
      query: {
        $allOperations({ args, query }) {
          statements += 1;
          return query(args);
        },
      },
    }) as unknown as Database;
    const context = { ...stage.context, ports: { ...stage.world.ports, db } };
    const tickets = ticketsOf(await createUploads(wanted, context));
    expect(tickets).toHaveLength(50);
    expect(statements).toBeLessThanOrEqual(4);
    await Promise.all(tickets.map((ticket) => sendBytes(ticket, file)));
    statements = 0;
    const completed = await completeUploads(tickets, context);
    expect(new Set(told(completed))).toEqual(new Set(['media']));
    expect(statements).toBeLessThanOrEqual(10);
  });
});

describe('what one person may have open', () => {
  const gibibyte = 1024 ** 3;
  const limits = { maxOpenUploads: 3, maxOpenBytes: gibibyte };

  test('is counted, also when many are opened at once, and room that is made can be used', async () => {
    const owner = await stage.world.addUser();
    const context = { ...stage.contextOf(owner), rules: { ...stage.context.rules, ...limits } };
    const wanted = [stage.wanted(await stage.picture())];
    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map(() => createUploads([...wanted, ...wanted], context)),
    );
    const words = answers.flatMap(told);
    expect(words.filter((word) => word === 'ticket')).toHaveLength(3);
    expect(words.filter((word) => word === 'rate_limited')).toHaveLength(7);
    const full = answers.flat().find((answer) => 'error' in answer);
    expect(full).toMatchObject({
      error: {
        message: 'Finish or remove some uploads first: 3 of your uploads are open.',
        retryAfterSeconds: 60,
      },
    });
    const [one] = ticketsOf(answers.flat());
    await abortUpload(one?.id ?? '', context);
    expect(told(await createUploads(wanted, context))).toEqual(['ticket']);
    expect(told(await createUploads(wanted, stage.context))).toEqual(['ticket']);
  });

  test('is also a number of bytes', async () => {
    const owner = await stage.world.addUser();
    const context = {
      ...stage.contextOf(owner),
      rules: { ...stage.context.rules, maxOpenUploads: 9, maxOpenBytes: 25 * mebibyte },
    };
    const film = { fileName: 'a.mp4', purpose: 'film.video', size: 10 * mebibyte } as const;
    const wanted = [film, film, film, { ...film, size: 5 * mebibyte }];
    const created = await createUploads(
      wanted.map((fields) => stage.wanted(Buffer.alloc(1), fields)),
      context,
    );
    expect(told(created)).toEqual(['ticket', 'ticket', 'rate_limited', 'ticket']);
  });
});
