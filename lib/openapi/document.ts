// The OpenAPI document: what the routes declare, with what is said of them.
import 'server-only';
import { declaredOf } from '../http/declared.ts';
import { methods } from '../http/other-methods.ts';
import type { OpenApiDocument } from '../shared/open-api.ts';
import { problemSchema } from '../shared/schemas/problem.ts';
import { information } from './information.ts';
import { JsonSchemas } from './json-schemas.ts';
import type { OperationName } from './operation.ts';
import { describeOperation } from './operation-object.ts';
import { operationTexts } from './operations.ts';
import { tags } from './tags.ts';
import { toldEvents } from './told-events.ts';

/** What each route file exports, by its path as the document spells it: `/api/films/{id}`. */
export type Routes = Readonly<Record<string, object>>;

/** Every operation a route declares and something is said of. */
export function openApiDocument(routes: Routes, { isStrict = false } = {}): OpenApiDocument {
  const schemas = new JsonSchemas({ isStrict });
  schemas.of(problemSchema, 'output');
  const paths: OpenApiDocument['paths'] = {};
  // As they are told, not as their files are sorted.
  const told = Object.keys(operationTexts);
  const operations = declaredOperations(routes);
  operations.sort((one, other) => told.indexOf(one.name) - told.indexOf(other.name));
  for (const { path, method, name, declared } of operations) {
    const text = operationTexts[name];
    if (!text) continue;
    paths[path] ??= {};
    paths[path][method.toLowerCase()] = describeOperation(
      { path, method, declared, text },
      schemas,
    );
  }
  return {
    ...information,
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    paths,
    webhooks: toldEvents(schemas),
    components: { schemas: schemas.components, securitySchemes },
  };
}

/** Each handler of the route files that says what it answers. */
export function declaredOperations(routes: Routes) {
  return Object.entries(routes).flatMap(([path, exported]) =>
    methods.flatMap((method) => {
      const declared = declaredOf((exported as Record<string, unknown>)[method]);
      const name = `${method} ${path}` as OperationName;
      return declared ? [{ path, method, name, declared }] : [];
    }),
  );
}

const securitySchemes = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    description: 'A token made in the settings, or by `POST /api/tokens`.',
  },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'next-auth.session-token',
    description: 'The session of a browser. Changes have to come from a page of this app.',
  },
  uploadToken: {
    type: 'apiKey',
    in: 'header',
    name: 'upload-token',
    description:
      'The `token` of an upload: good for this upload alone, and for longer than a session.',
  },
} as const;
