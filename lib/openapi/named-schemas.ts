// The schemas a generated client gets as types, and their names.
import 'server-only';
import { z } from 'zod';
import { albumInputSchema, albumPatchSchema, albumSchema } from '../shared/schemas/album.ts';
import { apiTokenSchema, createTokenSchema, madeTokenSchema } from '../shared/schemas/api-token.ts';
import { captionPatchSchema, captionSchema, newCaptionSchema } from '../shared/schemas/caption.ts';
import { categoryInputSchema, categorySchema } from '../shared/schemas/category.ts';
import { draftInputSchema, draftSchema } from '../shared/schemas/draft.ts';
import { filmInputSchema, filmPatchSchema, filmSchema } from '../shared/schemas/film.ts';
import {
  bulkMediaSchema,
  mediaEventSchema,
  mediaPatchSchema,
  mediaSchema,
  mediaStatsSchema,
  renditionSchema,
  reprocessSchema,
} from '../shared/schemas/media.ts';
import { mediaUseSchema } from '../shared/schemas/media-use.ts';
import { photoInputSchema, photoPatchSchema, photoSchema } from '../shared/schemas/photo.ts';
import { problemSchema } from '../shared/schemas/problem.ts';
import {
  productInputSchema,
  productPatchSchema,
  productSchema,
} from '../shared/schemas/product.ts';
import { bulkAnswerSchema, bulkSchema } from '../shared/schemas/record.ts';
import { storageAuditSchema } from '../shared/schemas/storage-audit.ts';
import {
  cleanupUploadsSchema,
  completeUploadSchema,
  completeUploadsSchema,
  createUploadSchema,
  createUploadsSchema,
  duplicateSchema,
  signedPartSchema,
  signPartsSchema,
  uploadSessionSchema,
  uploadTicketSchema,
} from '../shared/schemas/upload.ts';
import { videoInputSchema, videoPatchSchema, videoSchema } from '../shared/schemas/video.ts';
import {
  newWebhookSchema,
  webhookAttemptSchema,
  webhookDeliverySchema,
  webhookPatchSchema,
  webhookSchema,
  webhookWithSecretSchema,
} from '../shared/schemas/webhook.ts';

const named: Record<string, z.ZodType> = {
  Problem: problemSchema,
  Media: mediaSchema,
  MediaPatch: mediaPatchSchema,
  MediaEvent: mediaEventSchema,
  MediaStats: mediaStatsSchema,
  MediaUse: mediaUseSchema,
  MediaBulk: bulkMediaSchema,
  Rendition: renditionSchema,
  Reprocess: reprocessSchema,
  Caption: captionSchema,
  CaptionInput: newCaptionSchema,
  CaptionPatch: captionPatchSchema,
  Film: filmSchema,
  FilmInput: filmInputSchema,
  FilmPatch: filmPatchSchema,
  Video: videoSchema,
  VideoInput: videoInputSchema,
  VideoPatch: videoPatchSchema,
  Photo: photoSchema,
  PhotoInput: photoInputSchema,
  PhotoPatch: photoPatchSchema,
  Album: albumSchema,
  AlbumInput: albumInputSchema,
  AlbumPatch: albumPatchSchema,
  Product: productSchema,
  ProductInput: productInputSchema,
  ProductPatch: productPatchSchema,
  Category: categorySchema,
  CategoryInput: categoryInputSchema,
  Draft: draftSchema,
  DraftInput: draftInputSchema,
  RecordBulk: bulkSchema,
  BulkAnswer: bulkAnswerSchema,
  UploadInput: createUploadSchema,
  UploadsInput: createUploadsSchema,
  UploadTicket: uploadTicketSchema,
  UploadSession: uploadSessionSchema,
  UploadComplete: completeUploadSchema,
  UploadsComplete: completeUploadsSchema,
  UploadsCleanup: cleanupUploadsSchema,
  Duplicate: duplicateSchema,
  SignedPart: signedPartSchema,
  SignParts: signPartsSchema,
  Token: apiTokenSchema,
  TokenInput: createTokenSchema,
  MadeToken: madeTokenSchema,
  Webhook: webhookSchema,
  WebhookInput: newWebhookSchema,
  WebhookPatch: webhookPatchSchema,
  WebhookWithSecret: webhookWithSecretSchema,
  WebhookDelivery: webhookDeliverySchema,
  WebhookAttempt: webhookAttemptSchema,
  StorageAudit: storageAuditSchema,
};

/** What zod looks names up in. */
export const namedSchemas = z.registry<{ id: string }>();
for (const [id, schema] of Object.entries(named)) namedSchemas.add(schema, { id });
