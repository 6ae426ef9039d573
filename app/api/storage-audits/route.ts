// The last audits of the store, and asking for another: for admins, not in the contract for programs.
import { listAudits, requestAudit } from '#lib/audit/storage-audits.ts';
import { route } from '#lib/http/route.ts';

export const GET = route({}, listAudits);

export const POST = route({ status: 202 }, requestAudit);
