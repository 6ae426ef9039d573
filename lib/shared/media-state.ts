// The states of a media and of an upload, and the moves allowed between them.

export const mediaStatuses = ['uploading', 'processing', 'ready', 'failed'] as const;
export type MediaStatus = (typeof mediaStatuses)[number];

/**
 * `ready → processing` and `failed → processing` are a reprocess. `ready → failed`: the sender told
 * the hash of the file late, and it is another one.
 */
const mediaMoves: Record<MediaStatus, readonly MediaStatus[]> = {
  uploading: ['processing', 'failed'],
  processing: ['ready', 'failed'],
  ready: ['processing', 'failed'],
  failed: ['processing'],
};

/** The states a media may be in for it to move to `next`; a database update names them. */
export function statesBefore(next: MediaStatus): MediaStatus[] {
  return mediaStatuses.filter((status) => mediaMoves[status].includes(next));
}

/** Why a media failed. Each code has a sentence in every language (`failures` in the messages). */
export const failureCodes = [
  'corrupt_file',
  'unsupported_codec',
  'no_video_stream',
  'too_many_pixels',
  'processing_timeout',
  'processing_stalled',
  'source_missing',
  'not_what_it_claims',
  'wrong_size',
  'checksum_mismatch',
  'internal',
] as const;
export type FailureCode = (typeof failureCodes)[number];

/** What is stored is not the file, or nothing is: only another upload can help. */
const aboutTheUpload: readonly FailureCode[] = [
  'source_missing',
  'not_what_it_claims',
  'wrong_size',
  'checksum_mismatch',
];

/** Whether another try with what is stored may end better. */
export function canProcessAgain(code: FailureCode): boolean {
  return !aboutTheUpload.includes(code);
}
