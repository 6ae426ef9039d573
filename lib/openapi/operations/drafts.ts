// What is said of forms that are not saved yet.
import 'server-only';
import type { OperationTexts } from '../operation.ts';

export const draftTexts: OperationTexts = {
  'GET /api/drafts': {
    id: 'listDrafts',
    tag: 'Drafts',
    summary: 'List drafts',
    description: 'Of the caller, the one written last first, at most 20.',
    params: {
      subjectId: 'Only those that change this record.',
      new: '`1`: only those of records that do not exist yet.',
    },
  },
  'GET /api/drafts/{id}': {
    id: 'getDraft',
    tag: 'Drafts',
    summary: 'Get a draft',
    description: 'Its fields as they were last kept, and the files that were brought in for it.',
  },
  'PUT /api/drafts/{id}': {
    id: 'putDraft',
    tag: 'Drafts',
    summary: 'Keep a draft',
    description: 'Its id is made by who writes it, a UUID, so that a repeat makes no second one.',
    body: { noun: 'film', fields: { title: 'The Harb' } },
    fails: ['conflict'],
  },
  'DELETE /api/drafts/{id}': {
    id: 'discardDraft',
    tag: 'Drafts',
    summary: 'Discard a draft',
    description: 'With the files that were brought in for it and are not in use.',
    fails: ['storage_unavailable'],
  },
};
