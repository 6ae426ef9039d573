// What is said of films, videos, photos, albums, products and categories.
import 'server-only';
import type { Noun } from '../../shared/schemas/record.ts';
import { exampleId, otherExampleId } from '../example-ids.ts';
import type { OperationText, OperationTexts } from '../operation.ts';
import type { tags } from '../tags.ts';

type Words = {
  tag: keyof typeof tags;
  /** With its article. */
  one: string;
  what: string;
  body: object;
  patch: object;
};

const words: Record<Noun, Words> = {
  film: {
    tag: 'Films',
    one: 'a film',
    what: 'Its video and its poster are media of the caller that are stored; the synopsis is HTML, of which only harmless elements are kept.',
    body: { title: 'The Harbour', synopsis: '<p>A day at the sea.</p>', year: 2026 },
    patch: { publishedAt: '2026-11-22T08:00:00Z', version: 1 },
  },
  video: {
    tag: 'Videos',
    one: 'a video',
    what: 'Its file and its cover are media of the caller that are stored.',
    body: { title: 'Boats', description: 'Boats leaving the harbour.' },
    patch: { description: 'Boats leaving the harbour at dawn.', version: 1 },
  },
  photo: {
    tag: 'Photos',
    one: 'a photo',
    what: 'Its picture is an image of the caller that is stored; `albumId` puts it at the end of an album.',
    body: { mediaId: exampleId, title: 'Harbour', alt: 'The harbour at dawn' },
    patch: { title: 'Harbour at dawn', version: 1 },
  },
  album: {
    tag: 'Albums',
    one: 'an album',
    what: 'Its photos are in order; `mediaIds` in place of `photoIds` takes pictures, and makes photos of those that are none yet.',
    body: { title: 'At the sea', photoIds: [exampleId, otherExampleId] },
    patch: { photoIds: [otherExampleId, exampleId], version: 1 },
  },
  product: {
    tag: 'Products',
    one: 'a product',
    what: 'Images are in order, the first is primary. A SKU is unique among products and variants, whatever its case. A price needs a currency. Variants are saved as a whole: one that is left out is removed.',
    body: {
      ...{ title: 'Enamel mug', sku: 'MUG-1', price: 14.5, currency: 'EUR' },
      variants: [{ name: 'Blue', sku: 'MUG-1-B', options: { Colour: 'Blue' } }],
    },
    patch: { price: 13, currency: 'EUR', version: 1 },
  },
};

const listParams = {
  trash: '`1`: what was deleted and can still be brought back, instead of what is there.',
  state: 'Published or not; one that is published later is a draft.',
};

function textsOf(noun: Noun): Record<string, OperationText> {
  const { tag, one, what, body, patch } = words[noun];
  const [name, path] = [`${noun[0]?.toUpperCase()}${noun.slice(1)}`, `${noun}s`] as const;
  return {
    [`GET /api/${path}`]: {
      ...{ id: `list${name}s`, tag, summary: `List ${path}` },
      description: 'The caller’s own, all for an admin.',
      params: listParams,
    },
    [`POST /api/${path}`]: {
      ...{ id: `create${name}`, tag, summary: `Make ${one}`, description: what, body },
      fails: ['conflict'],
    },
    [`GET /api/${path}/{id}`]: {
      ...{ id: `get${name}`, tag, summary: `Get ${one}` },
      description: 'With the media it shows.',
    },
    [`PATCH /api/${path}/{id}`]: {
      ...{ id: `change${name}`, tag, summary: `Change ${one}` },
      description: `Only what is sent changes. ${what}`,
      ...{ body: patch, fails: ['conflict'] },
    },
    [`DELETE /api/${path}/{id}`]: {
      ...{ id: `delete${name}`, tag, summary: `Delete ${one}` },
      description:
        'It goes into the trash and can be brought back for 30 days; its files stay as long.',
      params: { forever: '`1`: removes what lies in the trash already, for good.' },
    },
    [`POST /api/${path}/{id}/restore`]: {
      ...{ id: `restore${name}`, tag, summary: `Restore ${one}` },
      description: 'Brings it back from the trash as it was.',
      fails: ['conflict'],
    },
    [`POST /api/${path}/bulk`]: {
      ...{ id: `changeMany${name}s`, tag, summary: `Do the same to many ${path}` },
      description:
        'Up to 100 at once, each with a result of its own. `publish`, `unpublish` and `schedule` are for films.',
      body: { ids: [exampleId, otherExampleId], action: 'delete' },
    },
  };
}

const categoryTexts: OperationTexts = {
  'GET /api/categories': {
    ...{ id: 'listCategories', tag: 'Categories', summary: 'List categories' },
    description: 'All of them, with how many films and videos each has.',
  },
  'POST /api/categories': {
    ...{ id: 'createCategory', tag: 'Categories', summary: 'Make a category' },
    description: 'Everybody may use it; a name can be had once.',
    ...{ body: { name: 'Documentaries' }, fails: ['conflict'] },
  },
  'PATCH /api/categories/{id}': {
    ...{ id: 'renameCategory', tag: 'Categories', summary: 'Rename a category' },
    description: 'For admins. Its address, `slug`, stays as it is.',
    ...{ body: { name: 'Short films' }, fails: ['conflict'] },
  },
  'DELETE /api/categories/{id}': {
    ...{ id: 'deleteCategory', tag: 'Categories', summary: 'Delete a category' },
    description: 'For admins, and for good: what was filed under it has no category then.',
  },
};

export const recordTexts: OperationTexts = {
  ...textsOf('film'),
  ...textsOf('video'),
  ...textsOf('photo'),
  ...textsOf('album'),
  ...textsOf('product'),
  ...categoryTexts,
};
