'use client';
// One webhook: where it goes, of what it tells, how it stands, its log.
import { ChevronDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import { classNames } from '#components/ui/class-names.ts';
import type { Webhook } from '#lib/shared/schemas/webhook.ts';
import { DeliveryLog } from './delivery-log.tsx';
import { WebhookActs } from './webhook-acts.tsx';
import { WebhookNotices } from './webhook-notices.tsx';

const tones: Record<Webhook['status'], Tone> = {
  active: 'success',
  paused: 'neutral',
  disabled: 'danger',
};

export function WebhookCard({ webhook }: { webhook: Webhook }) {
  const t = useTranslations('webhooks');
  const [isLogOpen, setLogOpen] = useState(false);
  const { name, url, events, status } = webhook;
  return (
    <li className="rounded-xl border border-line bg-surface shadow-card">
      <div className="grid grid-cols-1 gap-3 px-5 py-4 sm:px-6">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
          <h3 className="min-w-0 font-semibold wrap-anywhere">{name}</h3>
          <Badge tone={tones[status]}>{t(`status.${status}`)}</Badge>
        </div>
        <p className="font-mono text-ink-muted text-sm wrap-anywhere">{url}</p>
        <ul aria-label={t('events')} className="flex flex-wrap gap-2">
          {events.map((event) => (
            <li key={event}>
              <Badge tone="accent">{event}</Badge>
            </li>
          ))}
        </ul>
        <WebhookNotices webhook={webhook} />
        <WebhookActs webhook={webhook} onSent={() => setLogOpen(true)} />
      </div>
      <Log webhook={webhook} isOpen={isLogOpen} onToggle={() => setLogOpen(!isLogOpen)} />
    </li>
  );
}

type LogProps = { webhook: Webhook; isOpen: boolean; onToggle: () => void };

/** Asked for once somebody wants to see it. */
function Log({ webhook, isOpen, onToggle }: LogProps) {
  const t = useTranslations('webhooks');
  const id = useId();
  return (
    <section className="border-line border-t">
      <h4>
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={onToggle}
          className="flex min-h-12 w-full items-center gap-2 rounded-b-xl px-5 text-left font-medium text-sm hover:bg-sunken sm:px-6"
        >
          {t('log.title')}
          <ChevronDown
            aria-hidden
            className={classNames(
              'ml-auto size-4.5 text-ink-muted transition-transform',
              isOpen && 'rotate-180',
            )}
          />
        </button>
      </h4>
      <div id={id} hidden={!isOpen} className="border-line border-t">
        {isOpen && <DeliveryLog webhook={webhook} />}
      </div>
    </section>
  );
}
