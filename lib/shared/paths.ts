// Every URL of the app, as a function: no path is spelled anywhere else.

export const pages = {
  home: () => '/',
  signIn: (callbackUrl?: string) =>
    callbackUrl ? `/sign-in?callbackUrl=${encodeURIComponent(callbackUrl)}` : '/sign-in',
  films: () => '/films',
  newFilm: () => '/films/new',
  editFilm: (id: string) => `/films/${id}/edit`,
  /** The public page of a film. */
  watchFilm: (slug: string) => `/watch/${encodeURIComponent(slug)}`,
  library: () => '/library',
  /** For admins. */
  system: () => '/system',
} as const;

export const api = {
  uploads: ({ dedupe = false } = {}) => (dedupe ? '/api/uploads?dedupe=1' : '/api/uploads'),
  upload: (id: string) => `/api/uploads/${id}`,
  uploadParts: (id: string) => `/api/uploads/${id}/parts`,
  completeUpload: (id: string) => `/api/uploads/${id}/complete`,
  cleanupUploads: () => '/api/uploads/cleanup',
  /** Many at once: not in the contract for programs, but open to them. */
  createUploads: () => '/api/uploads/batch',
  completeUploads: () => '/api/uploads/complete',
  media: () => '/api/media',
  oneMedia: (id: string) => `/api/media/${id}`,
  reprocessMedia: (id: string) => `/api/media/${id}/reprocess`,
  mediaRenditions: (id: string) => `/api/media/${id}/renditions`,
  mediaEvents: (id: string) => `/api/media/${id}/events`,
  mediaStates: (ids: readonly string[]) => `/api/media/states?ids=${ids.join(',')}`,
  mediaStats: () => '/api/media/stats',
  /** Answers a redirect to the stored file of that rendition. */
  mediaFile: (id: string, rendition: string) => `/api/media/${id}/files/${rendition}`,
  captions: (id: string) => `/api/media/${id}/captions`,
  caption: (id: string, captionId: string) => `/api/media/${id}/captions/${captionId}`,
  mediaHls: (id: string, path: string) => `/api/media/${id}/hls/${path}`,
  films: () => '/api/films',
  film: (id: string) => `/api/films/${id}`,
  categories: () => '/api/categories',
  health: () => '/api/health',
  ready: () => '/api/ready',
  inngest: () => '/api/inngest',
} as const;
