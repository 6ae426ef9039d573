// The handlers of app/api behind a real port, for tests with programs that speak HTTP.
import { readdir } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';

type Params = Record<string, string | string[]>;
type Handler = (request: Request, context: { params: Promise<Params> }) => Promise<Response>;
type Place = { segments: string[]; file: string };

const folder = fileURLToPath(new URL('../../app/api/', import.meta.url));

export type ServedApi = { url: string; close(): Promise<void> };

/** Every route of the app under its own path, in the world of this process. */
export async function serveApi(): Promise<ServedApi> {
  const places = await findPlaces();
  const server = createServer((from, to) => {
    answer(from, places)
      .then((response) => write(response, to))
      .catch((error: unknown) => to.destroy(error instanceof Error ? error : undefined));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Those that spell more of a path out come first, as in Next. */
async function findPlaces(): Promise<Place[]> {
  const files = await readdir(folder, { recursive: true });
  const routes = files.filter((file) => file.endsWith('route.ts'));
  const places = routes.map((file) => ({ segments: dirname(file).split('/'), file }));
  const rank = ({ segments }: Place) =>
    segments.map((segment) => (segment.startsWith('[') ? 1 : 0)).join('');
  return places.sort((one, other) => rank(one).localeCompare(rank(other)));
}

async function answer(from: IncomingMessage, places: Place[]): Promise<Response> {
  const { method = 'GET', url = '/', headers } = from;
  const address = new URL(url, `http://${headers.host}`);
  const path = address.pathname
    .replace(/^\/api\//, '')
    .split('/')
    .map(decodeURIComponent);
  for (const { segments, file } of places) {
    const params = paramsOf(segments, path);
    if (!params) continue;
    const handlers = await import(/* @vite-ignore */ pathToFileURL(folder + file).href);
    // As Next does it.
    const handler: Handler | undefined =
      handlers[method] ?? (method === 'HEAD' ? handlers.GET : undefined);
    if (!handler) return new Response(null, { status: 405 });
    return handler(requestOf(from, address), { params: Promise.resolve(params) });
  }
  return new Response(null, { status: 404 });
}

/** Null when the path is not that of the route. */
function paramsOf(segments: readonly string[], path: readonly string[]): Params | null {
  const params: Params = {};
  for (const [index, segment] of segments.entries()) {
    const [, rest, name] = /^\[(\.\.\.)?(.+)\]$/.exec(segment) ?? [];
    const value = path[index];
    if (value === undefined) return null;
    if (name && rest) return { ...params, [name]: path.slice(index) };
    if (name) params[name] = value;
    else if (segment !== value) return null;
  }
  return segments.length === path.length ? params : null;
}

function requestOf(from: IncomingMessage, address: URL): Request {
  const { method = 'GET' } = from;
  const headers = new Headers(from.headers as Record<string, string>);
  if (method === 'GET' || method === 'HEAD') return new Request(address, { method, headers });
  const body = Readable.toWeb(from) as ReadableStream;
  return new Request(address, { method, headers, body, duplex: 'half' } as RequestInit);
}

async function write(response: Response, to: ServerResponse): Promise<void> {
  to.writeHead(response.status, Object.fromEntries(response.headers));
  if (!response.body) to.end();
  else await pipeline(Readable.fromWeb(response.body as never), to);
}
