// The last audits of the store, and asking for another: for admins, not in the contract for programs.
import { listAudits, requestAudit } from '#lib/audit/storage-audits.ts';
import { otherMethods } from '#lib/http/other-methods.ts';
import { route } from '#lib/http/route.ts';
import { storageAuditSchema, storageAuditsSchema } from '#lib/shared/schemas/storage-audit.ts';

export const GET = route({ answer: storageAuditsSchema }, listAudits);

export const POST = route({ status: 202, answer: storageAuditSchema }, requestAudit);

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
