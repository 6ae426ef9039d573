// Values of all kinds, most of them near what a schema of the document asks for.
import fc from 'fast-check';
import { contract } from './stage.ts';

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

/** Bodies and their parts: as asked for, but each part may be anything now and then. */
export function valuesOf(schema: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  const near = nearby(schema, ids);
  return fc.oneof({ weight: 7, arbitrary: near }, { weight: 1, arbitrary: anything });
}

function nearby(schema: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  if (schema.$ref) {
    const named = contract.components.schemas[schema.$ref.split('/').at(-1) ?? ''];
    return nearby(named as Schema, ids);
  }
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return fc.oneof(...either.map((one) => nearby(one, ids)));
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (Array.isArray(schema.type)) {
    return fc.oneof(...schema.type.map((type) => nearby({ ...schema, type }, ids)));
  }
  return byType[schema.type ?? '']?.(schema, ids) ?? anything;
}

const byType: Record<string, (schema: Schema, ids: readonly string[]) => fc.Arbitrary<unknown>> = {
  object: ({ properties = {}, required = [], additionalProperties }, ids) => {
    const known = Object.fromEntries(
      Object.entries(properties).map(([name, one]) => [name, valuesOf(one, ids)]),
    );
    const record = fc.record(known, {
      requiredKeys: required.filter((name) => name in known) as never[],
    });
    if (typeof additionalProperties !== 'object') return record;
    return fc.dictionary(texts, valuesOf(additionalProperties, ids), { maxKeys: 4 });
  },
  array: ({ items = {} }, ids) => fc.array(valuesOf(items, ids), { maxLength: 4 }),
  string: (_, ids) => fc.oneof(fc.constantFrom(...ids), texts),
  number: () => numbers,
  integer: () => fc.oneof(fc.integer({ min: 0, max: 30 }), numbers),
  boolean: () => fc.boolean(),
  null: () => fc.constant(null),
};

/** What stands in an address or a query. */
export function wordsOf(schema: Schema, ids: readonly string[]): fc.Arbitrary<string> {
  return valuesOf(schema, ids).map((value) => (typeof value === 'string' ? value : String(value)));
}
