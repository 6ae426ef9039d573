// What routes and descriptions do not agree on.
import 'server-only';
import { declaredOf } from '../http/declared.ts';
import { methods } from '../http/other-methods.ts';
import { declaredOperations, type Routes } from './document.ts';
import { operationTexts } from './operations.ts';

/** One line for each: a route nothing is said of, something that is said of none, an example that is wrong. */
export function complaints(routes: Routes): string[] {
  const operations = declaredOperations(routes);
  const names = new Set<string>(operations.map(({ name }) => name));
  const ids = Object.values(operationTexts).map((text) => text?.id);
  return [
    ...operations.flatMap(({ name, declared }) => {
      const text = operationTexts[name];
      if (!text) return [`${name}: nothing is said of it in lib/openapi/operations`];
      if (!declared.body) return [];
      if (text.body === undefined) return [`${name}: has no example of a body`];
      const { error } = declared.body.safeParse(text.body);
      return error ? [`${name}: its example is wrong: ${error.message}`] : [];
    }),
    ...Object.keys(operationTexts)
      .filter((name) => !names.has(name))
      .map((name) => `${name}: is described, but no route declares it`),
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${id}: two have this id`),
    ...Object.entries(routes).flatMap(([path, exported]) => unanswered(path, exported)),
  ];
}

/** Next would refuse these methods without a word. */
function unanswered(path: string, exported: object): string[] {
  const handlers = exported as Record<string, unknown>;
  if (methods.every((method) => declaredOf(handlers[method]) === undefined)) {
    return [`${path}: no handler of it says what it answers`];
  }
  return methods
    .filter((method) => !(method in handlers) && !(method === 'HEAD' && 'GET' in handlers))
    .map((method) => `${path}: ${method} is missing; see lib/http/other-methods.ts`);
}
