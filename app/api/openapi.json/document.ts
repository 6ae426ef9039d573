// The document of this app, made once: it depends on nothing but the code.
import { openApiDocument } from '#lib/openapi/document.ts';
import { routes } from './routes.ts';

let text: string | undefined;

export function apiDocumentText(): string {
  text ??= JSON.stringify(openApiDocument(routes));
  return text;
}
