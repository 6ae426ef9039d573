// Values of all kinds, most of them near what a schema of the document asks for.
import fc from 'fast-check';
import { contract } from './test-stage.ts';

type Schema = {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  items?: Schema;
  minItems?: number;
  pattern?: string;
  format?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
};

const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ maxLength: 300 }),
  fc.constantFrom(
    '',
    ' ',
    '\0',
    '\ud800',
    '../../etc/passwd',
    "';--",
    '%00',
    '1e999',
    'null',
    '{}',
  ),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.uuid(),
);
const numbers = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -0, 2 ** 31, -(2 ** 31) - 1, 2 ** 53, 1e308, 5e-324, 0.1 + 0.2),
);
const anything: fc.Arbitrary<unknown> = fc.oneof(
  ...[texts, numbers, fc.boolean(), fc.constant(null)],
  fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }),
);

/** 1: of ten parts one is anything at all. */
type Wildness = 0 | 1;
type Making = { ids: readonly string[]; wild: Wildness };

/** Bodies and queries: half of them right as far as the schema tells, the others anything here and there. */
export function valuesOf(schema: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 5, arbitrary: part(schema, { ids, wild: 0 }) },
    { weight: 5, arbitrary: part(schema, { ids, wild: 1 }) },
    { weight: 1, arbitrary: anything },
  );
}

function part(schema: Schema, making: Making): fc.Arbitrary<unknown> {
  const near = nearby(schema, making);
  if (making.wild === 0) return near;
  return fc.oneof({ weight: 9, arbitrary: near }, { weight: 1, arbitrary: anything });
}

function nearby(schema: Schema, making: Making): fc.Arbitrary<unknown> {
  if (schema.$ref) {
    const named = contract.components.schemas[schema.$ref.split('/').at(-1) ?? ''];
    return nearby(named as Schema, making);
  }
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return fc.oneof(...either.map((one) => nearby(one, making)));
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (Array.isArray(schema.type)) {
    return fc.oneof(...schema.type.map((type) => nearby({ ...schema, type }, making)));
  }
  return byType[schema.type ?? '']?.(schema, making) ?? anything;
}

const byType: Record<string, (schema: Schema, making: Making) => fc.Arbitrary<unknown>> = {
  object: ({ properties = {}, required = [], additionalProperties }, making) => {
    const known = Object.fromEntries(
      Object.entries(properties).map(([name, one]) => [name, part(one, making)]),
    );
    const requiredKeys = required.filter((name) => name in known) as never[];
    if (typeof additionalProperties !== 'object') return fc.record(known, { requiredKeys });
    return fc.dictionary(words(30), part(additionalProperties, making), { maxKeys: 4 });
  },
  array: ({ items = {}, minItems = 0 }, making) =>
    fc.array(part(items, making), { minLength: minItems, maxLength: Math.max(4, minItems) }),
  string: (schema, { ids, wild }) => {
    const right = rightText(schema);
    const known =
      schema.pattern || schema.format ? right : fc.oneof(fc.constantFrom(...ids), right);
    return wild === 0
      ? known
      : fc.oneof({ weight: 4, arbitrary: known }, { weight: 1, arbitrary: texts });
  },
  number: (schema, { wild }) => (wild === 0 ? fc.integer(limits(schema)) : numbers),
  integer: (schema, { wild }) =>
    wild === 0 ? fc.integer(limits(schema)) : fc.oneof(fc.integer({ min: 0, max: 30 }), numbers),
  boolean: () => fc.boolean(),
  null: () => fc.constant(null),
};

function limits({ minimum = 0, maximum = 1000 }: Schema) {
  return {
    min: Math.ceil(minimum),
    max: Math.max(Math.ceil(minimum), Math.min(maximum, 2 ** 31 - 1)),
  };
}

const words = (maxLength: number, minLength = 0) =>
  fc.string({ unit: 'grapheme', minLength, maxLength });

function rightText({
  pattern,
  format,
  minLength = 0,
  maxLength = 60,
}: Schema): fc.Arbitrary<string> {
  if (format === 'date-time')
    return fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
  if (format === 'uuid') return fc.uuid();
  if (pattern) return fc.stringMatching(new RegExp(pattern, 'u'));
  return words(Math.min(maxLength, 60), Math.min(minLength, 60));
}

/** What stands in an address or a query. */
export function wordsOf(schema: Schema, ids: readonly string[]): fc.Arbitrary<string> {
  const right = part(schema, { ids, wild: 0 }).map(String);
  return fc.oneof(
    { weight: 9, arbitrary: right },
    {
      weight: 1,
      arbitrary: anything.map(
        (value) => `${typeof value === 'object' ? JSON.stringify(value) : value}`,
      ),
    },
  );
}
