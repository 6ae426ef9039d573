// Which schemas and types belong to each noun.
import type { z } from 'zod';
import {
  type Album,
  type AlbumInput,
  type AlbumPatch,
  albumSchema,
} from '#lib/shared/schemas/album.ts';
import { type Film, type FilmInput, type FilmPatch, filmSchema } from '#lib/shared/schemas/film.ts';
import { listSchema } from '#lib/shared/schemas/list.ts';
import {
  type Photo,
  type PhotoInput,
  type PhotoPatch,
  photoSchema,
} from '#lib/shared/schemas/photo.ts';
import {
  type Product,
  type ProductInput,
  type ProductPatch,
  productSchema,
} from '#lib/shared/schemas/product.ts';
import type { Noun } from '#lib/shared/schemas/record.ts';
import {
  type Video,
  type VideoInput,
  type VideoPatch,
  videoSchema,
} from '#lib/shared/schemas/video.ts';

/** What the server answers, by noun. */
export type Records = { film: Film; video: Video; photo: Photo; album: Album; product: Product };

/** What makes one. */
export type Inputs = {
  film: FilmInput;
  video: VideoInput;
  photo: PhotoInput;
  album: AlbumInput;
  product: ProductInput;
};

/** What changes one. */
export type Patches = {
  film: FilmPatch;
  video: VideoPatch;
  photo: PhotoPatch;
  album: AlbumPatch;
  product: ProductPatch;
};

export type RecordList<N extends Noun> = {
  count: number;
  next: string | null;
  previous: string | null;
  results: Records[N][];
};

export const recordSchemas: { [N in Noun]: z.ZodType<Records[N]> } = {
  film: filmSchema,
  video: videoSchema,
  photo: photoSchema,
  album: albumSchema,
  product: productSchema,
};

export const recordListSchemas: { [N in Noun]: z.ZodType<RecordList<N>> } = {
  film: listSchema(filmSchema),
  video: listSchema(videoSchema),
  photo: listSchema(photoSchema),
  album: listSchema(albumSchema),
  product: listSchema(productSchema),
};
