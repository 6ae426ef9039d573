// What is said of stored files.
import 'server-only';
import { exampleId, otherExampleId } from '../example-ids.ts';
import type { OperationTexts } from '../operation.ts';

export const mediaTexts: OperationTexts = {
  'GET /api/media': {
    id: 'listMedia',
    tag: 'Media',
    summary: 'List media',
    description:
      'The caller’s own, all for an admin; newest first unless another order is asked for.',
    params: {
      owner: 'The id of a person; for admins.',
      from: 'The first moment that counts.',
      to: 'The first moment that does not count any more.',
      attached: '`1`: what something uses, be it in the trash; `0`: what nothing does.',
    },
  },
  'GET /api/media/stats': {
    id: 'getMediaStats',
    tag: 'Media',
    summary: 'Count media',
    description: 'How many there are by type and status, and the bytes of their originals.',
    params: { scope: '`all`: of everybody; for admins.' },
  },
  'GET /api/media/states': {
    id: 'getMediaStates',
    tag: 'Media',
    summary: 'Ask how several media stand',
    description:
      'One small answer for up to 100; a media that is gone, or somebody else’s, is left out.',
    params: { ids: 'Ids, with commas between.' },
  },
  'GET /api/media/{id}': {
    id: 'getMedia',
    tag: 'Media',
    summary: 'Get a media',
    description:
      '`status` goes from `uploading` over `processing` to `ready` or `failed`; `urls` holds what exists of it by then.',
  },
  'PATCH /api/media/{id}': {
    id: 'changeMedia',
    tag: 'Media',
    summary: 'Change a media',
    description:
      'Only what is sent changes. `version` is the one the change was made from. Another `focalPoint` makes the crops anew, another `posterSeconds` the poster of a video.',
    body: { alt: 'The harbour at dawn', isPublic: true, version: 3 },
    fails: ['conflict'],
  },
  'DELETE /api/media/{id}': {
    id: 'deleteMedia',
    tag: 'Media',
    summary: 'Delete a media',
    description:
      'With its file and all that was made of it. One that is in use is kept, unless forced.',
    params: { force: '`1`: also one that is in use; it is taken off what uses it.' },
    fails: ['conflict', 'storage_unavailable'],
  },
  'POST /api/media/{id}/reprocess': {
    id: 'reprocessMedia',
    tag: 'Media',
    summary: 'Process a media again',
    description:
      'What changed or failed, or the renditions that are named, or all (`force`). What there is stays until its successor is complete.',
    body: { rendition: 'thumbnail' },
    fails: ['conflict'],
  },
  'GET /api/media/{id}/renditions': {
    id: 'listRenditions',
    tag: 'Media',
    summary: 'List renditions',
    description: 'What was made of a media, how large it is, how long it took, and why it failed.',
  },
  'GET /api/media/{id}/uses': {
    id: 'listMediaUses',
    tag: 'Media',
    summary: 'List where a media is used',
    description: 'The first of them, and how many there are.',
  },
  'GET /api/media/{id}/events': {
    id: 'followMedia',
    tag: 'Media',
    summary: 'Follow a media',
    description:
      'Server-Sent Events `status` and `progress`, whose data is a `MediaEvent`; the stream ends when the media is ready or failed.',
    headers: { 'Last-Event-ID': 'The last event that was seen: only what came after it is sent.' },
  },
  'GET /api/media/{id}/files/{name}': {
    id: 'getMediaFile',
    tag: 'Media',
    summary: 'Get a file of a media',
    description:
      'Sends on to where the file is: a signed address, which works for one to two hours, or the public address of the bucket. A private media is for those who may see it, a public one for everybody; a change of that is noticed within a minute. `HEAD` leads to an address for a `HEAD`.',
    params: {
      name: 'A name in `urls`, such as `original` or `thumbnail`.',
      download: '`1`: to be saved under the name it was uploaded with.',
    },
    fails: ['not_found'],
  },
  'GET /api/media/{id}/hls/{path}': {
    id: 'getPlaylist',
    tag: 'Media',
    summary: 'Get a playlist',
    description:
      'Playlists of the HLS ladder, and the track of the storyboard; the files they name are signed addresses, which work for a while.',
    params: { path: 'As `urls.hls` and the playlists name it.' },
    fails: ['storage_unavailable'],
  },
  'POST /api/media/bulk': {
    id: 'changeManyMedia',
    tag: 'Media',
    summary: 'Do the same to many media',
    description:
      'Up to 100 at once, each with a result of its own; one that cannot be done does not stop the others.',
    body: { ids: [exampleId, otherExampleId], action: 'publish' },
  },
};
