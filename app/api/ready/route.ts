// Ready for traffic: everything the app depends on answers.
import { ports } from '#lib/ports/ports.ts';
import { readiness } from '#lib/ports/readiness.ts';

export const dynamic = 'force-dynamic';

export async function GET(): Promise<Response> {
  const { isReady, checks } = await readiness(ports());
  return Response.json(
    { status: isReady ? 'ok' : 'failed', ...checks },
    { status: isReady ? 200 : 503, headers: { 'cache-control': 'no-store' } },
  );
}
