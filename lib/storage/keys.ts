// The only place where object keys are spelled.
import 'server-only';
import { createHmac } from 'node:crypto';
import { env } from '../env/env.ts';

const folderOfType = { video: 'videos', image: 'images', audio: 'audio' } as const;

export type OriginalType = keyof typeof folderOfType;

const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const extensionPattern = /^\.[a-z0-9]{1,10}$/;
// Letters, digits and single dots only, so a name can never climb out of its folder.
const namePattern = /^[a-z0-9_-]+(\.[a-z0-9_-]+)*(\/[a-z0-9_-]+(\.[a-z0-9_-]+)*)*$/i;

function checked(part: string, pattern: RegExp): string {
  if (!pattern.test(part)) throw new Error(`"${part}" cannot be part of an object key.`);
  return part;
}

/** Where an uploaded file is kept: `videos/<id>.mp4`. `extension` has its dot. */
export function originalKey(type: OriginalType, id: string, extension: string): string {
  return `${folderOfType[type]}/${checked(id, uuidPattern)}${checked(extension, extensionPattern)}`;
}

/**
 * Where a made version is kept, or a part of one until they are joined. Every processing of a medium is
 * a new generation. `name` may have folders: `hls/720p/1.m4s`.
 */
export function renditionKey(mediaId: string, generation: number, name: string): string {
  const folder = `${generation}-${markOf(mediaId, generation)}`;
  return `${renditionPrefix(mediaId)}${folder}/${checked(name, namePattern)}`;
}

/**
 * In a bucket with a public address, whoever knows a key reads the object, and the id of a medium is no
 * secret. The mark is one, the same for all machines that work on a run.
 */
function markOf(mediaId: string, generation: number): string {
  return createHmac('sha256', env().NEXTAUTH_SECRET)
    .update(JSON.stringify(['rendition key', mediaId, generation]))
    .digest('hex')
    .slice(0, 32);
}

/** Of which run the files in a folder below `renditionPrefix` are; null when it is not of one. */
export function generationOf(folder: string): number | null {
  // Folders were plain numbers once.
  const [, generation] = /^(\d+)(?:-[0-9a-f]+)?$/.exec(folder) ?? [];
  return generation === undefined ? null : Number(generation);
}

/** Which of several tries at something of a run it is: no two of a medium have the same number. */
export type Try = { mediaId: string; generation: number; attempt: number };

/**
 * Where one try keeps what it makes: nobody else ever writes there, so no rendition is overwritten, what
 * is named together was made together, and all of it can be cached for good.
 */
export function triedKey({ mediaId, generation, attempt }: Try, name: string): string {
  return renditionKey(mediaId, generation, `${attempt}/${name}`);
}

/** The key of a file that lies in the same folder. */
export function keyBeside(key: string, fileName: string): string {
  return `${key.slice(0, key.lastIndexOf('/') + 1)}${checked(fileName, namePattern)}`;
}

/** All renditions of one medium, of every generation, are below it. */
export function renditionPrefix(mediaId: string): string {
  return `${renditionsPrefix}${checked(mediaId, uuidPattern)}/`;
}

/** All renditions of all media are below it. */
export const renditionsPrefix = 'renditions/';

/** Whose the object under a key of `renditionKey` is; null for any other key. */
export function renditionOwner(key: string): { mediaId: string; generation: number } | null {
  const [, mediaId = '', folder = ''] = /^renditions\/([^/]+)\/([^/]+)\//.exec(key) ?? [];
  const generation = generationOf(folder);
  return uuidPattern.test(mediaId) && generation !== null ? { mediaId, generation } : null;
}

/** Whose the object under a key of `captionKey` is; null for any other key. */
export function captionOwner(key: string): string | null {
  const [, mediaId = ''] = /^captions\/([^/]+)\//.exec(key) ?? [];
  return uuidPattern.test(mediaId) ? mediaId : null;
}

/** Whether a key lies in one of the folders of ours; what lies elsewhere somebody else put there. */
export function isOwnKey(key: string): boolean {
  return ownFolders.some((folder) => key.startsWith(`${folder}/`));
}

const ownFolders = [...Object.values(folderOfType), 'renditions', 'captions', 'tus'];

/**
 * Where bytes of an upload by tus wait until they are a part, or are joined with others. What lies there
 * never changes: whoever comes to store something takes a `name` of its own.
 */
export function tusKey(id: string, name: string): string {
  return `${tusPrefix(id)}${checked(name, namePattern)}`;
}

/** All that waits of one upload by tus is below it. */
export function tusPrefix(id: string): string {
  return `tus/${checked(id, uuidPattern)}/`;
}

/** Of which upload by tus the object under a key of `tusKey` is; null for any other key. */
export function tusOwner(key: string): string | null {
  const [, id = ''] = /^tus\/([^/]+)\//.exec(key) ?? [];
  return uuidPattern.test(id) ? id : null;
}

/**
 * Where one caption is kept. Its content never changes: what replaces it gets an `id` of its own. Not
 * among the renditions, which give way when the medium is processed again.
 */
export function captionKey(mediaId: string, id: string): string {
  return `${captionPrefix(mediaId)}${checked(id, uuidPattern)}.vtt`;
}

/** All captions of one medium are below it. */
export function captionPrefix(mediaId: string): string {
  return `captions/${checked(mediaId, uuidPattern)}/`;
}
