// What is said of captions.
import 'server-only';
import type { OperationTexts } from '../operation.ts';

const params = { id: 'Of the video.' };

export const captionTexts: OperationTexts = {
  'GET /api/media/{id}/captions': {
    id: 'listCaptions',
    tag: 'Captions',
    summary: 'List captions',
    description: 'Of one video.',
    params,
  },
  'POST /api/media/{id}/captions': {
    id: 'addCaption',
    tag: 'Captions',
    summary: 'Add a caption',
    description:
      'WebVTT or SRT, in JSON as `text`, in a form as `file`. What is wrong in it is told by its line. It takes the place of one in the same language and of the same kind.',
    params,
    body: { language: 'en', text: 'WEBVTT\n\n00:00.000 --> 00:02.000\nGood morning.\n' },
    fails: ['conflict', 'unsupported_media_type', 'storage_unavailable'],
  },
  'GET /api/media/{id}/captions/{captionId}': {
    id: 'getCaption',
    tag: 'Captions',
    summary: 'Get the text of a caption',
    description: 'As WebVTT, for players.',
    params: { ...params, download: '`1`: sends on to a signed address of the file, to be saved.' },
    fails: ['storage_unavailable'],
  },
  'PATCH /api/media/{id}/captions/{captionId}': {
    id: 'changeCaption',
    tag: 'Captions',
    summary: 'Change a caption',
    description: 'Only what is sent changes; another text is another caption.',
    params,
    body: { label: 'English', isDefault: true },
    fails: ['conflict'],
  },
  'DELETE /api/media/{id}/captions/{captionId}': {
    id: 'deleteCaption',
    tag: 'Captions',
    summary: 'Delete a caption',
    description: 'With its file.',
    params,
    fails: ['storage_unavailable'],
  },
};
