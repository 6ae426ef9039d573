// What an S3 client wants to hear of a multipart upload: the answers of S3, in its XML.
import 'server-only';
import { api } from '../shared/paths.ts';
import type { Media } from '../shared/schemas/media.ts';
import type { UploadSession } from '../shared/schemas/upload.ts';

type Element = [name: string, content: string | number | Element[]];

/** CreateMultipartUpload: the session that is open already. */
export function createdAnswer({ id, key }: UploadSession): string {
  return document('InitiateMultipartUploadResult', [
    ['Key', key],
    ['UploadId', id],
  ]);
}

/** ListParts: all of them, in one page. */
export function partsAnswer({ id, key, storedParts = [] }: UploadSession): string {
  return document('ListPartsResult', [
    ['Key', key],
    ['UploadId', id],
    ['IsTruncated', 'false'],
    ...storedParts.map(({ partNumber, size, etag }): Element => {
      const fields: Element[] = [
        ['PartNumber', partNumber],
        ['ETag', `"${etag.replaceAll('"', '')}"`],
        ['Size', size],
      ];
      return ['Part', fields];
    }),
  ]);
}

/** CompleteMultipartUpload: where the file is from now on. */
export function completedAnswer({ id }: Pick<Media, 'id'>): string {
  return document('CompleteMultipartUploadResult', [
    ['Location', api.mediaFile(id, 'original')],
    ['Key', id],
  ]);
}

function document(name: string, content: Element[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${written([name, content])}`;
}

function written([name, content]: Element): string {
  const inside = Array.isArray(content) ? content.map(written).join('') : escaped(String(content));
  return `<${name}>${inside}</${name}>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
