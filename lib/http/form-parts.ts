// The parts of a form as they come, one after the other: a file is there to be read before it has arrived.
import 'server-only';
import { Readable } from 'node:stream';
import busboy from 'busboy';
import { AppError } from '../shared/errors.ts';
import type { FormPart } from '../uploads/bring-file.ts';
import { steadyBody } from './steady-body.ts';

const limits = { fields: 20, fieldNameSize: 100, fieldSize: 1024, files: 5, parts: 25 };

export const formType = 'multipart/form-data';

/**
 * Passes on every part; the bytes of a file have to be read before the next. Throws
 * `unsupported_media_type` for what is no form, `invalid_request` for one that is broken or too long,
 * `request_timeout` for one that does not keep coming.
 */
export async function* formParts(request: Request): AsyncGenerator<FormPart> {
  const type = request.headers.get('content-type') ?? '';
  if (!type.toLowerCase().startsWith(formType) || !request.body) {
    throw new AppError('unsupported_media_type', `Send a form: ${formType}.`);
  }
  const source = Readable.from(steadyBody(request.body), { objectMode: false });
  const parser = opened(type);
  const waiting: FormPart[] = [];
  let over = false;
  let failure: unknown = null;
  let wake = Promise.withResolvers<void>();
  const tell = () => wake.resolve();
  const fail = (error: unknown) => {
    failure ??= error instanceof AppError ? error : broken(error);
    tell();
  };
  const tooMuch = () => fail(broken('too many parts'));
  parser
    .on('field', (field, value, { nameTruncated, valueTruncated }) => {
      if (nameTruncated || valueTruncated) tooMuch();
      waiting.push({ field, value });
      tell();
    })
    .on('file', (field, bytes, { filename = '', mimeType }) => {
      // Whoever reads it hears of its failure; until somebody does, it is told of the form.
      bytes.on('error', () => undefined);
      waiting.push({ field, file: { fileName: filename, contentType: mimeType, bytes } });
      tell();
    })
    .on('fieldsLimit', tooMuch)
    .on('filesLimit', tooMuch)
    .on('partsLimit', tooMuch)
    .on('error', fail)
    .on('close', () => {
      over = true;
      tell();
    });
  source.on('error', (error) => {
    fail(error);
    parser.destroy(error);
  });
  source.pipe(parser);
  try {
    for (;;) {
      const next = waiting.shift();
      if (next) yield next;
      if (failure) throw failure;
      if (next) continue;
      if (over) return;
      await wake.promise;
      wake = Promise.withResolvers();
    }
  } finally {
    source.unpipe(parser);
    parser.destroy();
    source.destroy();
  }
}

function opened(type: string) {
  try {
    return busboy({ headers: { 'content-type': type }, limits, defParamCharset: 'utf8' });
  } catch (error) {
    throw broken(error);
  }
}

function broken(cause: unknown): AppError {
  return new AppError('invalid_request', 'The body is not a form, or not all of it came.', {
    cause,
  });
}
