import { expect, test } from 'vitest';
import type { WebhookDelivery } from '#lib/shared/schemas/webhook.ts';
import { paceOf } from './webhook-pace.ts';

const now = Date.parse('2026-11-22T10:00:00Z');

function delivery(status: WebhookDelivery['status'], inSeconds: number | null): WebhookDelivery {
  const at = inSeconds === null ? null : new Date(now + inSeconds * 1000).toISOString();
  return {
    ...{ id: 'd', type: 'media.ready', status, failure: null, body: '{}', attempts: [] },
    ...{ nextAttemptAt: at, createdAt: '2026-11-22T09:00:00Z' },
  };
}

test.each([
  ['nothing', [], false],
  ['what is over', [delivery('delivered', null), delivery('failed', null)], false],
  ['what is due', [delivery('pending', -1)], 1500],
  [
    'what is due in seconds, behind what waits for hours',
    [delivery('pending', 7200), delivery('pending', 5)],
    1500,
  ],
  ['what waits for hours', [delivery('pending', 7200)], 30_000],
] as const)('the log is asked for again as %s needs it', (_, deliveries, pace) => {
  expect(paceOf([...deliveries], now)).toBe(pace);
});
