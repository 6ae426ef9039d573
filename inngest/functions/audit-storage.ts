// Once a week, and when an admin asks: compares the store with the rows. It removes nothing.
import 'server-only';
import { runAudit } from '#lib/audit/run-audit.ts';
import { enterAudit } from '#lib/audit/storage-audits.ts';
import { env } from '#lib/env/env.ts';
import { inngest } from '#lib/jobs/client.ts';
import { auditRequested } from '#lib/jobs/events.ts';
import { ports } from '#lib/ports/ports.ts';

export function auditStorageWeekly() {
  return inngest().createFunction(
    {
      id: 'audit-storage',
      triggers: [{ cron: '23 4 * * 0' }, auditRequested],
      // What keeps it from its end is in its row, with a button that starts another.
      retries: 0,
      concurrency: { limit: 1 },
    },
    async ({ event, step }) => {
      const auditId =
        event.name === 'storage/audit-requested'
          ? event.data.auditId
          : await step.run(
              'enter',
              async () => (await enterAudit({ startedBy: 'schedule' }, ports())).id,
            );
      return step.run('walk', async () => {
        const graceSeconds = env().AUDIT_GRACE_HOURS * 3600;
        const { objectCount } = await runAudit(auditId, { graceSeconds }, ports());
        return { auditId, objectCount };
      });
    },
  );
}
