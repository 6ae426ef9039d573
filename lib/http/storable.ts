// Texts as PostgreSQL can hold them: looked at before anything is done with a request.
import 'server-only';
import { AppError, type FieldError } from '../shared/errors.ts';

/** No body of ours is nested deeper; what is would exhaust the stack of whoever walks it. */
const mostLevels = 32;

/**
 * The same value with every text well-formed: half of a pair of surrogates, which a text cut in the
 * middle of an emoji ends with, becomes U+FFFD. Throws `invalid_request` naming each field with a NUL,
 * which PostgreSQL refuses in any text (RFC 8259 lets it into JSON).
 */
export function storable(value: unknown): unknown {
  const fields: FieldError[] = [];
  const whole = walk(value, [], fields);
  if (fields.length === 0) return whole;
  throw new AppError('invalid_request', 'A text contains a character that cannot be stored.', {
    fields,
  });
}

function walk(value: unknown, path: readonly string[], fields: FieldError[]): unknown {
  if (path.length > mostLevels) {
    throw new AppError('invalid_request', 'The request is nested too deeply.');
  }
  if (typeof value === 'string') return wellFormed(value, path, fields);
  if (Array.isArray(value)) {
    return value.map((item, index) => walk(item, [...path, String(index)], fields));
  }
  if (!isPlain(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => {
      const key = wellFormed(name, path, fields);
      return [key, walk(item, [...path, key], fields)];
    }),
  );
}

function wellFormed(text: string, path: readonly string[], fields: FieldError[]): string {
  if (text.includes('\0')) fields.push({ path: path.join('.'), message: 'invalid' });
  return text.toWellFormed();
}

/** Not the bytes of a file. */
function isPlain(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !ArrayBuffer.isView(value);
}
