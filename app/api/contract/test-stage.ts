// A world with one of everything, and requests to any operation of the document in it.
import { randomUUID } from 'node:crypto';
import { openApiDocument } from '#lib/openapi/document.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Operation } from '#lib/shared/open-api.ts';
import { addToken } from '#lib/testing/add-token.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { routes } from '../openapi.json/routes.ts';

export const home = 'http://studio.example';
export const changing = ['POST', 'PUT', 'PATCH', 'DELETE'];

type Handler = (request: Request, context: { params: Promise<object> }) => Promise<Response>;

export type Init = {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  /** In place of a body as JSON. */
  content?: string | Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
};

export type Person = { actor: Actor; headers: Record<string, string> };

export type Stage = Awaited<ReturnType<typeof createStage>>;

/** Strict: an answer that says more than its schema is a fault here. */
export const contract = openApiDocument(routes, { isStrict: true });

export type NamedOperation = { name: string; method: string; path: string; operation: Operation };

export const operations: NamedOperation[] = Object.entries(contract.paths).flatMap(
  ([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...{ name: `${method.toUpperCase()} ${path}`, method: method.toUpperCase(), path, operation },
    })),
);

const unlimited = {
  RATE_TOKEN_PER_MINUTE: '0',
  RATE_PERSON_PER_MINUTE: '0',
  RATE_ADDRESS_PER_MINUTE: '0',
  UPLOAD_REQUESTS_PER_MINUTE: '1000000',
  UPLOAD_MAX_OPEN: '100000',
};

export async function createStage() {
  const world = await createTestWorld(unlimited);
  const person = async (role: Actor['role'] = 'editor'): Promise<Person> => {
    const actor = await world.addUser(role);
    const scopes = ['read', 'write', 'admin'] as const;
    return { actor, headers: (await addToken(world.db, actor, { scopes: [...scopes] })).headers };
  };
  const [editor, stranger, admin] = [await person(), await person(), await person('admin')];
  const session = { actor: editor.actor, headers: { cookie: await world.cookieOf(editor.actor) } };
  return { world, editor, stranger, admin, session, ...(await seeded(world, editor.actor)) };
}

/** Sends a request to the handler of an operation; `who` null is a stranger to the house. */
export async function send(
  name: string,
  { params = {}, query = {}, body, headers = {}, ...init }: Init,
  who: Person | null,
): Promise<Response> {
  const [method = '', path = ''] = name.split(' ');
  const handlers = routes[path as keyof typeof routes] as Record<string, unknown>;
  const url = new URL(
    path.replace(/\{(\w+)\}/g, (_, key) => params[key] ?? ''),
    home,
  );
  url.search = String(new URLSearchParams(query));
  const content = init.content ?? (body === undefined ? undefined : JSON.stringify(body));
  const request = new Request(url, {
    method,
    headers: { host: 'studio.example', ...who?.headers, ...headers },
    ...(content === undefined ? {} : { body: content }),
  });
  return (handlers[method] as Handler)(request, { params: Promise.resolve(asRouted(params)) });
}

/** Next gives what stands below a folder as a list. */
function asRouted({ path, ...params }: Record<string, string>): object {
  return path === undefined ? params : { ...params, path: path.split('/') };
}

async function seeded({ db, ports }: TestWorld, { id: ownerId }: Actor) {
  const addMedia = async (type: 'image' | 'video') => {
    const [folder, mimeType, end] =
      type === 'video' ? ['videos', 'video/mp4', 'mp4'] : ['images', 'image/png', 'png'];
    const storageKey = `${folder}/${randomUUID()}.${end}`;
    const body = Buffer.from('bytes');
    await ports.storage.writeBytes({ key: storageKey, contentType: mimeType, body });
    const { id } = await db.media.create({
      data: {
        ...{ ownerId, type, status: 'ready', storageKey, mimeType, byteSize: body.length },
        ...{ purpose: type === 'video' ? 'film.video' : 'photo.image', generation: 1 },
        fileName: `file.${end}`,
      },
    });
    return id;
  };
  const addPlaylist = async (mediaId: string) => {
    const prefix = `renditions/${mediaId}/1/hls`;
    const key = `${prefix}/v720.m3u8`;
    await ports.storage.writeBytes({
      ...{ key, contentType: 'application/vnd.apple.mpegurl' },
      body: Buffer.from('#EXTM3U\n#EXTINF:4.0,\nv720.mp4\n'),
    });
    await db.rendition.create({
      data: {
        ...{ mediaId, generation: 1, name: 'hls', status: 'ready' },
        ...{ storageKey: `${prefix}/master.m3u8`, objectKeys: [key, `${prefix}/v720.mp4`] },
      },
    });
  };
  return { addMedia, addPlaylist };
}
