// Where the Inngest server (or its stand-in) calls the functions, step by step.
import { serve } from 'inngest/next';
import type { NextRequest } from 'next/server';
import { functions } from '#inngest/functions.ts';
import { inngest } from '#lib/jobs/client.ts';

/** A step encodes for minutes: no platform limit below Inngest's own two hours. */
export const maxDuration = 7200;
export const dynamic = 'force-dynamic';

let handlers: ReturnType<typeof serve> | undefined;

/** Made on first use, so that building the app needs no keys. */
function handle(method: 'GET' | 'POST' | 'PUT') {
  return (request: NextRequest, context: unknown) => {
    handlers ??= serve({ client: inngest(), functions: functions() });
    return handlers[method](request, context);
  };
}

export const GET = handle('GET');
export const POST = handle('POST');
export const PUT = handle('PUT');
