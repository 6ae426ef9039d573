// What the film form holds, and how it turns into what is saved.
import { type Changed, patchOfChanged } from '#components/forms/changed-fields.ts';
import type { Film, FilmDraft, FilmInput, FilmPatch } from '#lib/shared/schemas/film.ts';

/** The fields of a saved film, or of a new one. */
export function fieldsOf(film: Film | undefined): FilmDraft {
  return {
    title: film?.title ?? '',
    slug: film?.slug ?? '',
    synopsis: film?.synopsis ?? '',
    year: film?.year ?? null,
    categoryId: film?.categoryId ?? null,
    videoId: film?.videoId ?? null,
    posterId: film?.posterId ?? null,
    publishedAt: film?.publishedAt ?? null,
  };
}

/** Only what was changed; an address that was emptied stays what it was. */
export function patchOf(
  { slug, ...input }: FilmInput,
  changed: Changed<FilmDraft>,
  version: number,
): FilmPatch {
  return patchOfChanged({ ...input, ...(slug ? { slug } : {}) }, changed, version);
}

/** A file that was stored while the form was not open, in its place unless another is there. */
export function withFile(fields: FilmDraft, name: string, mediaId: string): FilmDraft {
  if (name === 'video') return { ...fields, videoId: fields.videoId ?? mediaId };
  if (name === 'poster') return { ...fields, posterId: fields.posterId ?? mediaId };
  return fields;
}
