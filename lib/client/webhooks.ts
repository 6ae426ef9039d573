// A person's webhooks in the browser, and the log of each.
import {
  infiniteQueryOptions,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { api } from '#lib/shared/paths.ts';
import {
  type NewWebhook,
  type Webhook,
  type WebhookPatch,
  webhookDeliveriesSchema,
  webhookDeliverySchema,
  webhookSchema,
  webhooksSchema,
  webhookWithSecretSchema,
} from '#lib/shared/schemas/webhook.ts';
import { command, request } from './api.ts';
import { paceOf } from './webhook-pace.ts';

const queryKey = ['webhooks'];
const logKey = (id: string) => ['webhook-log', id];

export function webhooksQuery() {
  return queryOptions({
    queryKey,
    queryFn: ({ signal }) => request(api.webhooks(), webhooksSchema, { signal }),
  });
}

/** Its pages, newest first; asked for again while something is on its way. */
function webhookLogQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: logKey(id),
    queryFn: ({ pageParam, signal }) =>
      request(`${api.webhookDeliveries(id)}${pageParam}`, webhookDeliveriesSchema, { signal }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next && new URL(next).search,
    refetchInterval: ({ state }) =>
      paceOf(state.data?.pages.flatMap(({ results }) => results) ?? [], Date.now()),
  });
}

/** The log of a webhook; whatever came of an attempt may have changed how the webhook stands. */
export function useWebhookLog(id: string) {
  const queries = useQueryClient();
  const log = useInfiniteQuery(webhookLogQuery(id));
  const deliveries = log.data?.pages.flatMap(({ results }) => results) ?? [];
  const news = deliveries.map(({ status, attempts }) => `${status} ${attempts.length}`).join();
  const known = useRef(news);
  useEffect(() => {
    if (known.current !== '' && known.current !== news) {
      void queries.invalidateQueries({ queryKey });
    }
    known.current = news;
  }, [news, queries]);
  return { ...log, deliveries };
}

/** Its answer is the only one with the secret: it is kept in no cache. */
export function useCreateWebhook() {
  const onSuccess = useListAgain();
  return useMutation({
    mutationFn: (body: NewWebhook) =>
      request(api.webhooks(), webhookWithSecretSchema, { method: 'POST', body }),
    ...{ onSuccess, gcTime: 0 },
  });
}

/** Likewise. */
export function useRotateSecret(id: string) {
  const onSuccess = useListAgain();
  return useMutation({
    mutationFn: () =>
      request(api.rotateWebhookSecret(id), webhookWithSecretSchema, { method: 'POST' }),
    ...{ onSuccess, gcTime: 0 },
  });
}

export function useChangeWebhook(id: string) {
  const onSuccess = useListAgain();
  return useMutation({
    mutationFn: (body: WebhookPatch) =>
      request(api.webhook(id), webhookSchema, { method: 'PATCH', body }),
    onSuccess,
  });
}

export function useDeleteWebhook(id: string) {
  const onSuccess = useListAgain();
  return useMutation({
    mutationFn: () => command(api.webhook(id), { method: 'DELETE' }),
    onSuccess,
  });
}

/** Its log holds the message by the time this resolves, where it is shown. */
export function useTestWebhook({ id }: Pick<Webhook, 'id'>) {
  const onSuccess = useLogAgain(id);
  return useMutation({
    mutationFn: () => request(api.testWebhook(id), webhookDeliverySchema, { method: 'POST' }),
    onSuccess,
  });
}

export function useResendDelivery(id: string) {
  const onSuccess = useLogAgain(id);
  return useMutation({
    mutationFn: (deliveryId: string) =>
      request(api.resendWebhook(id, deliveryId), webhookDeliverySchema, { method: 'POST' }),
    onSuccess,
  });
}

function useListAgain() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey });
}

/** What is sent may turn an endpoint off, or show that it is well again: the list is asked for, too. */
function useLogAgain(id: string) {
  const queries = useQueryClient();
  return () => {
    void queries.invalidateQueries({ queryKey });
    return queries.invalidateQueries({ queryKey: logKey(id) });
  };
}
