// Ready for traffic: everything the app depends on answers.
import { declare } from '#lib/http/declared.ts';
import { otherMethods } from '#lib/http/other-methods.ts';
import { ports } from '#lib/ports/ports.ts';
import { readiness } from '#lib/ports/readiness.ts';
import { readySchema } from '#lib/shared/schemas/health.ts';

export const dynamic = 'force-dynamic';

export const GET = declare(
  async () => {
    const { isReady, checks } = await readiness(ports());
    return Response.json(
      { status: isReady ? 'ok' : 'failed', ...checks },
      { status: isReady ? 200 : 503, headers: { 'cache-control': 'no-store' } },
    );
  },
  { access: 'anyone', bodyTypes: [], answers: { 200: readySchema, 503: readySchema } },
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
