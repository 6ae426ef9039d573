// Captions of one video in the browser: the list, and what changes it.
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '#lib/shared/paths.ts';
import {
  type Caption,
  type CaptionKind,
  captionSchema,
  captionsSchema,
} from '#lib/shared/schemas/caption.ts';
import { command, request } from './api.ts';

/** What people enter; an empty label leaves the name of the language. */
export type CaptionDraft = {
  language: string;
  label: string;
  kind: CaptionKind;
  isDefault: boolean;
};

const captionKeys = { of: (mediaId: string) => ['media', mediaId, 'captions'] as const };

export function captionsQuery(mediaId: string) {
  return queryOptions({
    queryKey: captionKeys.of(mediaId),
    queryFn: async ({ signal }): Promise<Caption[]> =>
      (await request(api.captions(mediaId), captionsSchema, { signal })).results,
  });
}

export function useAddCaption(mediaId: string) {
  const listAgain = useListAgain(mediaId);
  return useMutation({
    mutationFn: ({ draft, file }: { draft: CaptionDraft; file: File }) => {
      const form = new FormData();
      form.set('language', draft.language);
      form.set('kind', draft.kind);
      // What replaces others is theirs in all that is not said.
      if (draft.isDefault) form.set('isDefault', 'true');
      if (draft.label.trim()) form.set('label', draft.label);
      form.set('file', file);
      return request(api.captions(mediaId), captionSchema, { method: 'POST', body: form });
    },
    onSuccess: listAgain,
  });
}

export function useChangeCaption(mediaId: string, captionId: string) {
  const listAgain = useListAgain(mediaId);
  return useMutation({
    mutationFn: ({ label, ...draft }: CaptionDraft) =>
      request(api.caption(mediaId, captionId), captionSchema, {
        method: 'PATCH',
        body: { ...draft, label: label.trim() || null },
      }),
    onSuccess: listAgain,
  });
}

export function useDeleteCaption(mediaId: string, captionId: string) {
  const listAgain = useListAgain(mediaId);
  return useMutation({
    mutationFn: () => command(api.caption(mediaId, captionId), { method: 'DELETE' }),
    onSuccess: listAgain,
  });
}

/** One that is made the default, or replaced, changes others too. */
function useListAgain(mediaId: string) {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: captionKeys.of(mediaId) });
}
