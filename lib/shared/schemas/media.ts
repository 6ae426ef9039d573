// A media as programs and pages see it.
import { z } from 'zod';
import { failureCodes, mediaStatuses } from '../media-state.ts';
import { renditionNames } from '../renditions.ts';
import { purposes } from '../upload-policy.ts';
import { idSchema } from './record.ts';

export const mediaTypes = ['image', 'video', 'audio'] as const;

/** The orders a list of media comes in; `-` is descending. */
export const mediaSorts = ['-createdAt', 'createdAt', '-fileSize', 'fileSize', 'fileName'] as const;
export type MediaSort = (typeof mediaSorts)[number];

/** A point of the picture as it is shown: shares of its width from the left and its height from the top. */
export const focalPointSchema = z.object({
  x: z.number().min(0).max(1),
  y: z.number().min(0).max(1),
});
export type FocalPoint = z.output<typeof focalPointSchema>;

/** `urls` holds what exists for that media; a value is a path of this app or an absolute URL. */
export const mediaUrlsSchema = z.object({
  original: z.string().optional(),
  thumbnail: z.string().optional(),
  small: z.string().optional(),
  medium: z.string().optional(),
  large: z.string().optional(),
  webp: z.string().optional(),
  avif: z.string().optional(),
  mp4: z.string().optional(),
  hls: z.string().optional(),
  poster: z.string().optional(),
  storyboard: z.string().optional(),
  mp3: z.string().optional(),
  waveform: z.string().optional(),
});

export const mediaSchema = z.object({
  id: z.string(),
  owner: z.object({ id: z.string(), name: z.string() }),
  type: z.enum(mediaTypes),
  purpose: z.enum(purposes),
  status: z.enum(mediaStatuses),
  failure: z
    .object({
      code: z.enum(failureCodes),
      message: z.string(),
      /** It never worked and no form uses it: it is removed then. */
      keptUntil: z.iso.datetime().optional(),
    })
    .optional(),
  /** 0..1 of the processing, 1 when ready. */
  progress: z.number().min(0).max(1),
  fileName: z.string(),
  title: z.string().nullable(),
  /** What is to be seen, for those who do not see it. */
  alt: z.string().nullable(),
  /** What crops of an image keep in view; null: its middle. */
  focalPoint: focalPointSchema.nullable(),
  /** The poster of a video shows what it shows at this second; null: nobody chose one. */
  posterSeconds: z.number().nullable(),
  fileSize: z.int(),
  mimeType: z.string(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  duration: z.number().nullable(),
  bitrate: z.int().nullable(),
  metadata: z.record(z.string(), z.unknown()),
  isPublic: z.boolean(),
  attachedTo: z.object({ type: z.string(), id: z.string() }).optional(),
  displayUrl: z.string().nullable(),
  thumbnailUrl: z.string().nullable(),
  urls: mediaUrlsSchema,
  placeholder: z.string().nullable(),
  version: z.int(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type Media = z.output<typeof mediaSchema>;

/**
 * What to make again: the renditions that are named, or all (`force`); nothing said, what changed or
 * failed. The others are taken over as they are.
 */
export const reprocessSchema = z.object({
  rendition: z.enum(renditionNames).optional(),
  renditions: z.array(z.enum(renditionNames)).min(1).max(renditionNames.length).optional(),
  force: z.boolean().optional(),
});
export type Reprocess = z.output<typeof reprocessSchema>;

/** A rendition in the ledger of a run: what became of it, and what it took. */
export const renditionSchema = z.object({
  name: z.enum(renditionNames),
  status: z.enum(['pending', 'running', 'ready', 'failed']),
  byteSize: z.int(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  /** Null where it is not known. Those that were made together took it together. */
  tookMs: z.int().nullable(),
  /** Of a failed one: the end of what the process said, without paths. */
  logTail: z.string().optional(),
});
export type Rendition = z.output<typeof renditionSchema>;

export const renditionsSchema = z.object({ results: z.array(renditionSchema) });
export type Renditions = z.output<typeof renditionsSchema>;

/** Empty is none. */
const note = (maxLength: number) =>
  z
    .string()
    .trim()
    .max(maxLength, 'tooLong')
    .nullable()
    .transform((text) => text || null);

/** `PATCH`: only what changes; `version` guards against overwriting somebody else's change. */
export const mediaPatchSchema = z.object({
  isPublic: z.boolean().optional(),
  title: note(200).optional(),
  alt: note(1000).optional(),
  focalPoint: focalPointSchema.nullable().optional(),
  posterSeconds: z.number().min(0).nullable().optional(),
  version: z.int(),
});
export type MediaPatch = z.output<typeof mediaPatchSchema>;

/** What the `status` and `progress` events of `GET /api/media/{id}/events` carry. */
export const mediaEventSchema = z.object({
  status: z.enum(mediaStatuses),
  progress: z.number().min(0).max(1),
  /** A word of the messages (`stages`): probe, poster, encode, rest (of it), package, store. */
  stage: z.string().nullable(),
  failure: z.object({ code: z.enum(failureCodes), message: z.string() }).nullable(),
});
export type MediaEvent = z.output<typeof mediaEventSchema>;

/** How several media stand, in one small answer: `?ids=` with commas between. */
export const mediaStatesQuerySchema = z.object({
  ids: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.string().min(1).max(64)).max(100)),
});

/** A media that is gone, or somebody else's, is left out. */
export const mediaStatesSchema = z.object({
  results: z.array(mediaEventSchema.extend({ id: z.string() })),
});
export type MediaStates = z.output<typeof mediaStatesSchema>;

/** What can be done to many at once. */
export const mediaActions = ['reprocess', 'publish', 'unpublish', 'delete'] as const;
export type MediaAction = (typeof mediaActions)[number];

export const bulkMediaSchema = z.object({
  ids: z.array(idSchema).min(1).max(100),
  action: z.enum(mediaActions),
  /** Of `delete`: also those that are in use, which are taken off what uses them. */
  force: z.boolean().default(false),
});
export type BulkMedia = z.output<typeof bulkMediaSchema>;

/** Counts of media, and the bytes of their originals. */
export const mediaStatsSchema = z.object({
  total: z.int(),
  byType: z.object({ image: z.int(), video: z.int(), audio: z.int() }),
  byStatus: z.object({
    uploading: z.int(),
    processing: z.int(),
    ready: z.int(),
    failed: z.int(),
  }),
  totalSize: z.int(),
});
