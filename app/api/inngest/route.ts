// Where an event server may call the functions, step by step; in production, workers connect to it instead.
import { randomUUID } from 'node:crypto';
import { serve } from 'inngest/next';
import type { NextRequest } from 'next/server';
import { functions } from '#inngest/functions.ts';
import { isDevelopment } from '#lib/env/env.ts';
import { boundedBody } from '#lib/http/bounded-body.ts';
import { problemResponse } from '#lib/http/problem.ts';
import { inngest } from '#lib/jobs/client.ts';
import { AppError } from '#lib/shared/errors.ts';

/** A step encodes for minutes: no platform limit below Inngest's own two hours. */
export const maxDuration = 7200;
export const dynamic = 'force-dynamic';

let handlers: ReturnType<typeof serve> | undefined;

/** Made on first use, so that building the app needs no keys. */
function handle(method: 'GET' | 'POST' | 'PUT') {
  return (request: NextRequest, context: unknown): Promise<Response> => {
    handlers ??= serve({ client: inngest(), functions: functions() });
    return handlers[method](request, context);
  };
}

/** Read before its signature is looked at, so by whoever asks: what Inngest keeps of a run, and a little more. */
const maxBytes = 36 * 1024 * 1024;

export const GET = handle('GET');
export const POST = boundedBody(maxBytes, handle('POST'));
const register = boundedBody(maxBytes, handle('PUT'));

/**
 * Registers the functions with the event server. Anybody may ask for that, and it would take them from the
 * workers that are connected: in production only the event server itself may, which signs what it asks.
 */
export function PUT(request: NextRequest, context: unknown): Promise<Response> | Response {
  const isSigned = request.headers.get('x-inngest-sync-kind') === 'in_band';
  if (isSigned || isDevelopment()) return register(request, context);
  const error = new AppError('forbidden', 'Workers connect and register the functions.');
  return problemResponse(error, randomUUID());
}
