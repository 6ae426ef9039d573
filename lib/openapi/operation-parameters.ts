// What an operation takes beside its body: from its path, its query and its headers.
import 'server-only';
import type { z } from 'zod';
import type { JsonSchema, Parameter } from '../shared/open-api.ts';
import type { JsonSchemas } from './json-schemas.ts';
import type { Described, OperationText } from './operation.ts';
import { isJson, isRepeatable } from './operation-answers.ts';

export function parametersOf(described: Described, schemas: JsonSchemas): Parameter[] {
  return [
    ...pathParameters(described),
    ...queryParameters(described.declared.query, described.text, schemas),
    ...headerParameters(described),
  ];
}

function pathParameters({ path, text }: Described): Parameter[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    ...{ name, in: 'path', required: true },
    ...worded(text, name),
    schema: { type: 'string' },
  }));
}

function queryParameters(
  query: z.ZodType | undefined,
  text: OperationText,
  schemas: JsonSchemas,
): Parameter[] {
  if (!query) return [];
  const { properties = {}, required = [] } = schemas.of(query, 'input') as {
    properties?: Record<string, JsonSchema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    ...{ name, in: 'query', required: required.includes(name), ...worded(text, name), schema },
  }));
}

const queryWords: Record<string, string> = {
  q: 'Words to look for.',
  page: 'Which page, from 1.',
  pageSize: 'How many on a page.',
  cursor: 'Where to go on, as `next` and `previous` of an answer say it.',
  sort: 'The order; `-` is descending.',
};

function worded(text: OperationText, name: string): { description?: string } {
  const description = text.params?.[name] ?? queryWords[name];
  return description === undefined ? {} : { description };
}

function headerParameters(described: Described): Parameter[] {
  const { method, declared, text } = described;
  const isRead =
    declared.isKept && method === 'GET' && Object.values(declared.answers).some(isJson);
  const told = {
    ...(isRead
      ? { 'If-None-Match': 'The `ETag` of an earlier answer: unchanged, it is 304.' }
      : {}),
    ...(isRepeatable(described)
      ? { 'Idempotency-Key': 'The same key with the same request has one effect, for a day.' }
      : {}),
    ...text.headers,
  };
  return Object.entries(told).map(([name, description]) => ({
    ...{ name, in: 'header', required: false, description, schema: { type: 'string' } },
  }));
}
