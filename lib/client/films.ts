// Films in the browser: what is asked, under which keys it is kept, what a change outdates.
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '#lib/shared/paths.ts';
import { type Film, type FilmInput, type FilmPatch, filmSchema } from '#lib/shared/schemas/film.ts';
import { listSchema } from '#lib/shared/schemas/list.ts';
import { command, request } from './api.ts';

const filmListSchema = listSchema(filmSchema);

export const filmKeys = {
  all: ['films'] as const,
  list: (search: string) => ['films', 'list', search] as const,
  one: (id: string) => ['films', 'one', id] as const,
};

/** `search` is the query string of the API: `q`, `state`, `page`, `cursor`. */
export function filmsQuery(search: string) {
  return queryOptions({
    queryKey: filmKeys.list(search),
    queryFn: ({ signal }) => request(`${api.records('film')}?${search}`, filmListSchema, { signal }),
    placeholderData: keepPreviousData,
  });
}

export function filmQuery(id: string) {
  return queryOptions({
    queryKey: filmKeys.one(id),
    queryFn: ({ signal }) => request(api.record('film', id), filmSchema, { signal }),
  });
}

/** The same `idempotencyKey` creates one film, however often it is sent. */
export function useCreateFilm() {
  const remember = useRememberFilm();
  return useMutation({
    mutationFn: ({ input, idempotencyKey }: { input: FilmInput; idempotencyKey: string }) =>
      request(api.records('film'), filmSchema, {
        method: 'POST',
        body: input,
        headers: { 'idempotency-key': idempotencyKey },
      }),
    onSuccess: remember,
  });
}

export function useUpdateFilm(id: string) {
  const remember = useRememberFilm();
  return useMutation({
    mutationFn: (patch: FilmPatch) =>
      request(api.record('film', id), filmSchema, { method: 'PATCH', body: patch }),
    onSuccess: remember,
  });
}

export function useDeleteFilm() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => command(api.record('film', id), { method: 'DELETE' }),
    onSuccess: (_, id) => {
      queries.removeQueries({ queryKey: filmKeys.one(id) });
      return queries.invalidateQueries({ queryKey: filmKeys.all });
    },
  });
}

function useRememberFilm() {
  const queries = useQueryClient();
  return (film: Film) => {
    queries.setQueryData(filmKeys.one(film.id), film);
    return queries.invalidateQueries({ queryKey: ['films', 'list'] });
  };
}
