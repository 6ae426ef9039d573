// The test function for programs that meet the faults: one with a token of the editor.
import { auditStorage } from '#lib/audit/audit-storage.ts';
import { openDatabase } from '#lib/db/client.ts';
import { countFindings } from '#lib/shared/schemas/storage-audit.ts';
import { createR2Storage } from '#lib/storage/r2.ts';
import { addToken } from '#lib/testing/add-token.ts';
import type { StagedApp } from '#lib/testing/fault-stage/fault-stage.ts';
import { people } from '../../support/people.ts';
import { controlPort } from './addresses.ts';
import { test as base, expect } from './test.ts';

export type Program = {
  /** What proves who it is. */
  headers: Record<string, string>;
  /** Neither side of the store knows what the other does not. */
  expectNoFindings(): Promise<void>;
};

export const test = base.extend<{ program: Program }>({
  program: async ({}, use) => {
    const { variables }: StagedApp = await (await fetch(`http://127.0.0.1:${controlPort}`)).json();
    const db = openDatabase(variables.DATABASE_URL ?? '');
    const storage = createR2Storage({
      endpoint: variables.R2_ENDPOINT ?? '',
      accessKeyId: variables.R2_ACCESS_KEY_ID ?? '',
      secretAccessKey: variables.R2_SECRET_ACCESS_KEY ?? '',
      bucket: variables.R2_BUCKET ?? '',
    });
    const { email } = people.editor;
    const user = await db.user.findUniqueOrThrow({ where: { email } });
    const { headers } = await addToken(db, user);
    await use({
      headers,
      async expectNoFindings() {
        const ports = { db, storage, now: () => new Date() };
        const report = await auditStorage(ports, { graceSeconds: 0 });
        expect(countFindings(report), JSON.stringify(report)).toBe(0);
      },
    });
    await db.$disconnect();
  },
});

export { expect };
