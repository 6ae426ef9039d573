// The document of this app, made once: it depends on nothing but the code.
import { openApiDocument } from '#lib/openapi/document.ts';
import type { OpenApiDocument } from '#lib/shared/open-api.ts';
import { routes } from './routes.ts';

let made: OpenApiDocument | undefined;
let text: string | undefined;

export function apiDocument(): OpenApiDocument {
  made ??= openApiDocument(routes);
  return made;
}

export function apiDocumentText(): string {
  text ??= JSON.stringify(apiDocument());
  return text;
}
