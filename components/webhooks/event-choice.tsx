'use client';
// What a webhook is told of: each event with a sentence.
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { FieldError } from '#components/ui/field.tsx';
import { type WebhookEvent, webhookEvents } from '#lib/shared/schemas/webhook.ts';

type EventChoiceProps = {
  events: readonly WebhookEvent[];
  error?: string;
  onChange: (events: WebhookEvent[]) => void;
};

/** Messages know no dots in their keys. */
const eventKeys = {
  'upload.completed': 'uploadCompleted',
  'media.ready': 'mediaReady',
  'media.failed': 'mediaFailed',
} as const satisfies Record<WebhookEvent, string>;

export function EventChoice({ events, error, onChange }: EventChoiceProps) {
  const t = useTranslations('webhooks');
  const id = useId();
  const toggle = (event: WebhookEvent) =>
    onChange(
      events.includes(event) ? events.filter((other) => other !== event) : [...events, event],
    );
  return (
    <fieldset aria-describedby={error && `${id}-error`} className="grid gap-2.5">
      <legend className="mb-1.5 font-medium text-sm">{t('eventsLegend')}</legend>
      {webhookEvents.map((event) => (
        <label
          key={event}
          className="flex cursor-pointer items-start gap-3 rounded-md border border-line px-3.5 py-3 transition-colors hover:border-line-strong has-checked:border-accent has-checked:bg-accent-soft/50"
        >
          <input
            type="checkbox"
            checked={events.includes(event)}
            aria-labelledby={`${id}-${event}`}
            aria-describedby={`${id}-${event}-hint`}
            onChange={() => toggle(event)}
            className="mt-0.75 size-4.5 shrink-0 cursor-pointer accent-accent"
          />
          <span className="grid min-w-0">
            <span id={`${id}-${event}`} className="font-medium font-mono text-sm">
              {event}
            </span>
            <span id={`${id}-${event}-hint`} className="text-ink-muted text-xs">
              {t(`eventHints.${eventKeys[event]}`)}
            </span>
          </span>
        </label>
      ))}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </fieldset>
  );
}
