// Reading a JSON body, but never more of it than a form can hold.
import 'server-only';
import { AppError } from '../shared/errors.ts';

/** File bytes go to the store, so no JSON of ours is larger. */
const maxBodyBytes = 1024 * 1024;

/** The parsed body, `{}` when there is none. Throws `file_too_large` or `invalid_request`. */
export async function readJson(request: Request): Promise<unknown> {
  const text = await readText(request);
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('invalid_request', 'The body is not JSON.', { cause });
  }
}

async function readText(request: Request): Promise<string> {
  if (!request.body) return '';
  const decoder = new TextDecoder();
  let text = '';
  let byteSize = 0;
  for await (const chunk of request.body) {
    byteSize += chunk.byteLength;
    if (byteSize > maxBodyBytes) {
      throw new AppError('file_too_large', 'The body is larger than 1 MB.');
    }
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
