// The floor plan of the house, as data: .dependency-cruiser.mjs makes rules of it.

/**
 * Rooms of lib/, ground floor first. A room may import rooms on lower floors; never a neighbour on
 * its own floor, never a room above.
 */
export const floors = [
  ['shared'],
  ['env'],
  ['db', 'storage', 'ffmpeg', 'images', 'jobs'],
  ['ports'],
  ['uploads', 'media', 'catalog', 'stats', 'audit', 'webhooks'],
  ['auth'],
  ['http'],
  ['openapi'],
];

/** Floors that only ever run on the server: each of their modules begins with `import 'server-only'`. */
export const serverRooms = floors.slice(1).flat();

/** Rooms beside the stairs, and all they may import of ours. */
export const wings = [
  { path: 'lib/client', mayImport: ['lib/shared'] },
  { path: 'lib/cli', mayImport: ['lib/shared', 'lib/client'] },
  { path: 'components/ui', mayImport: [] },
  { path: 'components', mayImport: ['lib/shared', 'lib/client'] },
  { path: 'lib/embedded', mayImport: ['lib/shared'] },
  {
    path: 'inngest',
    mayImport: [
      ...['lib/shared', 'lib/env', 'lib/jobs', 'lib/ports'],
      ...['lib/media', 'lib/uploads', 'lib/catalog', 'lib/audit', 'lib/webhooks'],
    ],
  },
];

/** Each of these packages has one owner; everyone else goes through that room. */
export const owners = [
  {
    packages: ['@prisma/client', '@prisma/adapter-pg', 'prisma'],
    homes: ['lib/db', 'prisma.config'],
  },
  { packages: ['pg'], homes: ['lib/db', 'lib/embedded', 'lib/start', 'lib/testing'] },
  { packages: ['@aws-sdk/.*'], homes: ['lib/storage'] },
  { packages: ['sharp', 'libheif-js'], homes: ['lib/images'] },
  {
    packages: ['fluent-ffmpeg', '@ffmpeg-installer/.*', '@ffprobe-installer/.*'],
    homes: ['lib/ffmpeg'],
  },
  { packages: ['inngest'], homes: ['lib/jobs', 'inngest', 'app/api/inngest'] },
  { packages: ['next-auth/react'], homes: ['lib/client', 'components'] },
  { packages: ['next-auth(?!/react)'], homes: ['lib/auth'] },
  { packages: ['file-type'], homes: ['lib/media', 'lib/uploads'] },
  { packages: ['pino'], homes: ['lib/env'] },
  { packages: ['@tus/.*', 'busboy'], homes: ['lib/http'] },
  { packages: ['tus-js-client'], homes: ['e2e/faults'] },
  { packages: ['hash-wasm', 'idb'], homes: ['lib/client'] },
  { packages: ['@dnd-kit/.*'], homes: ['components/sorting'] },
  { packages: ['ws', '@bufbuild/protobuf'], homes: ['lib/embedded'] },
  { packages: ['@uppy/.*', 'esbuild'], homes: ['lib/start'] },
];
