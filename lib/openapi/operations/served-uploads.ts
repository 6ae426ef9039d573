// What is said of bringing files in through the app.
import 'server-only';
import type { OperationText, OperationTexts } from '../operation.ts';

const tus =
  'The tus protocol, version 1.0.0 (https://tus.io/protocols/resumable-upload): any client of it will do.';
const version = { 'Tus-Resumable': 'Always `1.0.0`.' };
const refusals = ['unsupported_media_type', 'storage_unavailable'] as const;
const always = ['invalid_request', 'quota_exceeded', 'file_too_large', 'request_timeout'] as const;
const checksum =
  '`sha1`, `md5` or `sha256`, a space, and the Base64 of the hash of this request’s bytes. When it does not fit, the answer is 460, and none of the bytes count.';
const moreBytes: Omit<OperationText, 'id' | 'summary' | 'description'> = {
  tag: 'Uploads',
  headers: { ...version, 'Upload-Offset': 'Where these bytes begin.', 'Upload-Checksum': checksum },
  fails: ['conflict', 'upload_expired', ...always, ...refusals],
};

export const servedUploadTexts: OperationTexts = {
  'POST /api/tus': {
    id: 'openTusUpload',
    tag: 'Uploads',
    summary: 'Begin to send by tus',
    description: `${tus} \`OPTIONS\` says what this server can do of it. The answer names the address of the upload in \`Location\`, and its media in \`Cutroom-Media-Id\`. With bytes as its body (\`Content-Type: application/offset+octet-stream\`) they count at once.`,
    headers: {
      ...version,
      'Upload-Length': 'How many bytes the file has.',
      'Upload-Metadata':
        'Pairs of a name and a value in Base64: `filename`, `filetype`, `purpose`. A file without a purpose is for the library.',
      'Upload-Concat': '`partial`, or `final;` and the addresses of the partial uploads.',
      'Upload-Checksum': checksum,
    },
    fails: ['conflict', 'upload_incomplete', 'idempotency_key_reused', ...always, ...refusals],
  },
  'HEAD /api/tus/{id}': {
    id: 'getTusOffset',
    tag: 'Uploads',
    summary: 'Ask how far an upload by tus is',
    description: 'In `Upload-Offset`. Whoever is sending to it meanwhile is ended.',
    headers: version,
    fails: ['conflict', 'upload_expired', 'invalid_request', 'quota_exceeded', ...refusals],
  },
  'PATCH /api/tus/{id}': {
    ...moreBytes,
    id: 'sendTusBytes',
    summary: 'Send bytes to an upload by tus',
    description:
      'From its offset on. With the last of them the file is looked at as after any upload, and begins to be processed.',
  },
  'POST /api/tus/{id}': {
    ...moreBytes,
    id: 'overrideTusMethod',
    summary: 'Say the method of tus in a header',
    description: 'For clients that know no PATCH or DELETE: `X-HTTP-Method-Override` names it.',
  },
  'DELETE /api/tus/{id}': {
    id: 'endTusUpload',
    tag: 'Uploads',
    summary: 'Take an upload by tus back',
    description: 'Ends it and deletes what was stored.',
    headers: version,
    fails: ['conflict', 'upload_expired', 'invalid_request', 'storage_unavailable'],
  },
  'POST /api/media/upload': {
    id: 'uploadMedia',
    tag: 'Uploads',
    summary: 'Send one file in one form',
    description:
      'The field `file`; before or behind it `purpose` (without one the file is for the library) and `sha256`, the hash of the file, which is compared. The file goes on to the store as it comes; where anything goes wrong, nothing is left. For large files, or lines that break, use tus.',
    fails: ['conflict', 'upload_incomplete', 'checksum_mismatch', ...always, ...refusals],
  },
};
