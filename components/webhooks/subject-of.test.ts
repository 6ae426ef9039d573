import { expect, test } from 'vitest';
import { subjectOf } from './subject-of.ts';

const media = {
  ...{ id: 'm', owner: { id: 'o', name: 'Ada' }, type: 'image', purpose: 'media.image' },
  ...{ status: 'ready', progress: 1, fileName: 'quay.jpg', title: null, alt: null },
  ...{ focalPoint: null, posterSeconds: null, fileSize: 3, mimeType: 'image/jpeg', width: 2 },
  ...{ height: 1, duration: null, bitrate: null, metadata: {}, isPublic: false, displayUrl: null },
  ...{ thumbnailUrl: null, urls: {}, placeholder: null, version: 1 },
  ...{ createdAt: '2026-11-22T10:00:00Z', updatedAt: '2026-11-22T10:00:00Z' },
};
const timestamp = '2026-11-22T10:00:00Z';

test.each([
  ['of a file, its name', { type: 'media.ready', timestamp, data: media }, 'quay.jpg'],
  ['of nothing', { type: 'webhook.ping', timestamp, data: { webhookId: 'w' } }, ''],
  ['of what nobody knows any more', { type: 'media.lost', data: 3 }, ''],
])('a message tells %s', (_, payload, subject) => {
  expect(subjectOf(JSON.stringify(payload))).toBe(subject);
});
