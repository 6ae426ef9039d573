// The pages of each noun.
import { pages } from '#lib/shared/paths.ts';
import type { Noun } from '#lib/shared/schemas/record.ts';

export const listPages: Record<Noun, () => string> = {
  film: pages.films,
  video: pages.videos,
  photo: pages.photos,
  album: pages.albums,
  product: pages.products,
};

export const newPages: Record<Noun, () => string> = {
  film: pages.newFilm,
  video: pages.newVideo,
  photo: pages.newPhoto,
  album: pages.newAlbum,
  product: pages.newProduct,
};
