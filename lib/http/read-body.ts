// Reading the body of a request, but never more of it than a form can hold.
import 'server-only';
import { AppError } from '../shared/errors.ts';
import { type Patience, steadyBody } from './steady-body.ts';

/** How the body of a request becomes what its schema looks at. */
export type BodyReader = (request: Request) => Promise<unknown>;

const json = 'application/json';
const form = 'multipart/form-data';

/** In what the body it reads may come. */
export function contentTypesOf(read: BodyReader): readonly string[] {
  return 'contentTypes' in read ? (read.contentTypes as string[]) : [json];
}

/** File bytes go to the store, so no other JSON of ours is larger. */
const maxJsonBytes = 1024 * 1024;

/** The parsed body, `{}` when there is none. Throws `file_too_large`, `request_timeout` or `invalid_request`. */
export async function readJson(request: Request, maxBytes = maxJsonBytes): Promise<unknown> {
  const text = new TextDecoder().decode(await readBytes(request, maxBytes));
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('invalid_request', 'The body is not JSON.', { cause });
  }
}

/** Reads JSON, or a form: its words as they are, its files as bytes. Throws like `readJson`. */
export function formOrJson(maxBytes: number): BodyReader {
  const read: BodyReader = async (request) => {
    const contentType = request.headers.get('content-type') ?? '';
    if (!/^multipart\/form-data\b/i.test(contentType)) return readJson(request, maxBytes);
    const body = await readBytes(request, maxBytes);
    const form = await new Response(body, { headers: { 'content-type': contentType } })
      .formData()
      .catch((cause: unknown) => {
        throw new AppError('invalid_request', 'The body is not a form.', { cause });
      });
    const entries = [...form].map(
      async ([name, value]) => [name, await plainValue(value)] as const,
    );
    return Object.fromEntries(await Promise.all(entries));
  };
  return Object.assign(read, { contentTypes: [json, form] });
}

async function plainValue(value: FormDataEntryValue): Promise<string | Uint8Array> {
  return typeof value === 'string' ? value : new Uint8Array(await value.arrayBuffer());
}

/**
 * All bytes of a body. Throws `file_too_large` as soon as there are more, `request_timeout` when they do
 * not keep coming.
 */
export async function readBytes(
  request: Request,
  maxBytes: number,
  patience?: Patience,
): Promise<Uint8Array<ArrayBuffer>> {
  const declared = Number(request.headers.get('content-length') ?? 0);
  if (declared > maxBytes) throw tooLarge(maxBytes);
  const chunks: Uint8Array[] = [];
  let byteSize = 0;
  for await (const chunk of request.body ? steadyBody(request.body, patience) : []) {
    byteSize += chunk.byteLength;
    if (byteSize > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function tooLarge(maxBytes: number): AppError {
  const kibibytes = Math.floor(maxBytes / 1024);
  const size = kibibytes < 1024 ? `${kibibytes} KB` : `${Math.floor(kibibytes / 1024)} MB`;
  return new AppError('file_too_large', `The body is larger than ${size}.`);
}
