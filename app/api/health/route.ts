// Alive: the process answers. Says nothing about what it depends on.
import { declare } from '#lib/http/declared.ts';
import { otherMethods } from '#lib/http/other-methods.ts';
import { healthSchema } from '#lib/shared/schemas/health.ts';

export const dynamic = 'force-dynamic';

export const GET = declare(
  () => Response.json({ status: 'ok' }, { headers: { 'cache-control': 'no-store' } }),
  { access: 'anyone', bodyTypes: [], answers: { 200: healthSchema } },
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
