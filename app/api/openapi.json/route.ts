// The document of the API, made of the routes at the first request: it takes a moment, once.
import { revalidated } from '#lib/http/json-answer.ts';
import { otherMethods } from '#lib/http/other-methods.ts';
import { apiDocumentText } from './document.ts';

export function GET(request: Request): Response {
  const headers = new Headers({ 'cache-control': 'public, max-age=300' });
  return revalidated(apiDocumentText(), { request, headers });
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
