// Every URL of the app, as a function: no path is spelled anywhere else.
import type { Noun } from './schemas/record.ts';

export const pages = {
  home: () => '/',
  signIn: (callbackUrl?: string) =>
    callbackUrl ? `/sign-in?callbackUrl=${encodeURIComponent(callbackUrl)}` : '/sign-in',
  films: () => '/films',
  newFilm: () => '/films/new',
  editFilm: (id: string) => `/films/${id}/edit`,
  videos: () => '/videos',
  newVideo: () => '/videos/new',
  editVideo: (id: string) => `/videos/${id}/edit`,
  photos: () => '/photos',
  newPhoto: () => '/photos/new',
  editPhoto: (id: string) => `/photos/${id}/edit`,
  albums: () => '/albums',
  newAlbum: () => '/albums/new',
  editAlbum: (id: string) => `/albums/${id}/edit`,
  products: () => '/products',
  newProduct: () => '/products/new',
  editProduct: (id: string) => `/products/${id}/edit`,
  categories: () => '/categories',
  /** The public page of a film. */
  watchFilm: (slug: string) => `/watch/${encodeURIComponent(slug)}`,
  /** The API in words. */
  docs: () => '/docs',
  library: () => '/library',
  /** The library with one file looked at. */
  libraryMedia: (id: string) => `/library?media=${encodeURIComponent(id)}`,
  settings: () => '/settings',
  tokenSettings: () => '/settings/tokens',
  webhookSettings: () => '/settings/webhooks',
  /** For admins. */
  system: () => '/system',
  storageAudits: () => '/system/storage',
} as const;

export const api = {
  uploads: ({ dedupe = false } = {}) => (dedupe ? '/api/uploads?dedupe=1' : '/api/uploads'),
  upload: (id: string) => `/api/uploads/${id}`,
  uploadParts: (id: string) => `/api/uploads/${id}/parts`,
  completeUpload: (id: string) => `/api/uploads/${id}/complete`,
  /** What is taken for which purpose. */
  uploadPolicy: () => '/api/uploads/policy',
  /** For S3 clients: signs what they ask, and is the store where that would not do. */
  signS3Request: () => '/api/uploads/sign',
  uploadAsS3: (id: string) => `/api/uploads/${id}/s3`,
  completeAsS3: (id: string) => `/api/uploads/${id}/s3/complete`,
  cleanupUploads: () => '/api/uploads/cleanup',
  /** Many at once: not in the contract for programs, but open to them. */
  createUploads: () => '/api/uploads/batch',
  completeUploads: () => '/api/uploads/complete',
  /** Where uploads by the tus protocol are opened, and one of them. */
  tus: (id?: string) => (id === undefined ? '/api/tus' : `/api/tus/${id}`),
  media: () => '/api/media',
  /** One file in one form. */
  uploadMedia: () => '/api/media/upload',
  /** `force` is for a `DELETE`, of what is in use. */
  oneMedia: (id: string, { force = false } = {}) => `/api/media/${id}${force ? '?force=1' : ''}`,
  reprocessMedia: (id: string) => `/api/media/${id}/reprocess`,
  mediaRenditions: (id: string) => `/api/media/${id}/renditions`,
  mediaUses: (id: string) => `/api/media/${id}/uses`,
  mediaEvents: (id: string) => `/api/media/${id}/events`,
  mediaStates: (ids: readonly string[]) => `/api/media/states?ids=${ids.join(',')}`,
  mediaStats: () => '/api/media/stats',
  /** Answers a redirect to the stored file of that rendition. */
  mediaFile: (id: string, rendition: string) => `/api/media/${id}/files/${rendition}`,
  captions: (id: string) => `/api/media/${id}/captions`,
  caption: (id: string, captionId: string) => `/api/media/${id}/captions/${captionId}`,
  mediaHls: (id: string, path: string) => `/api/media/${id}/hls/${path}`,
  bulkMedia: () => '/api/media/bulk',
  /** All records of a noun, one of them, and what else can be done with them: `films`, `videos` … */
  records: (noun: Noun) => `/api/${noun}s`,
  record: (noun: Noun, id: string) => `/api/${noun}s/${id}`,
  restoreRecord: (noun: Noun, id: string) => `/api/${noun}s/${id}/restore`,
  bulkRecords: (noun: Noun) => `/api/${noun}s/bulk`,
  drafts: () => '/api/drafts',
  draft: (id: string) => `/api/drafts/${id}`,
  categories: () => '/api/categories',
  category: (id: string) => `/api/categories/${id}`,
  webhooks: () => '/api/webhooks',
  webhook: (id: string) => `/api/webhooks/${id}`,
  testWebhook: (id: string) => `/api/webhooks/${id}/test`,
  rotateWebhookSecret: (id: string) => `/api/webhooks/${id}/rotate-secret`,
  webhookDeliveries: (id: string) => `/api/webhooks/${id}/deliveries`,
  resendWebhook: (id: string, deliveryId: string) =>
    `/api/webhooks/${id}/deliveries/${deliveryId}/resend`,
  /** For admins. */
  storageAudits: () => '/api/storage-audits',
  tokens: () => '/api/tokens',
  token: (id: string) => `/api/tokens/${id}`,
  document: () => '/api/openapi.json',
  health: () => '/api/health',
  ready: () => '/api/ready',
  inngest: () => '/api/inngest',
} as const;
