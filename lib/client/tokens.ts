// A person's API tokens in the browser.
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '#lib/shared/paths.ts';
import {
  apiTokensSchema,
  type CreateToken,
  madeTokenSchema,
} from '#lib/shared/schemas/api-token.ts';
import { command, request } from './api.ts';

const queryKey = ['tokens'];

export function tokensQuery() {
  return queryOptions({
    queryKey,
    queryFn: ({ signal }) => request(api.tokens(), apiTokensSchema, { signal }),
  });
}

/** Its answer is the only one with the secret: it is kept in no cache. */
export function useMakeToken() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: CreateToken) =>
      request(api.tokens(), madeTokenSchema, { method: 'POST', body }),
    onSuccess: () => void queries.invalidateQueries({ queryKey }),
    gcTime: 0,
  });
}

/** The list is without it by the time this resolves. */
export function useRevokeToken() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => command(api.token(id), { method: 'DELETE' }),
    onSuccess: () => queries.invalidateQueries({ queryKey }),
  });
}
