// What a schema asks for, in a few words a programmer reads at once.
import type { JsonSchema } from '#lib/shared/open-api.ts';

export type FieldRow = { name: string; isRequired: boolean; type: string; limits: string };

/** `string | null`, `Media[]`, `{ x: number, y: number }`. */
export function typeText(schema: JsonSchema): string {
  if (typeof schema.$ref === 'string') return schema.$ref.split('/').at(-1) ?? '';
  const either = (schema.anyOf ?? schema.oneOf) as JsonSchema[] | undefined;
  if (either) return [...new Set(either.map(typeText))].join(' | ');
  if ('const' in schema) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) return schema.enum.map((one) => JSON.stringify(one)).join(' | ');
  if (Array.isArray(schema.type)) return schema.type.join(' | ');
  if (schema.type === 'array') return arrayText((schema.items ?? {}) as JsonSchema);
  if (schema.type === 'object') return objectText(schema);
  return String(schema.type ?? 'any');
}

function arrayText(items: JsonSchema): string {
  const text = typeText(items);
  return /[ |]/.test(text) && !text.startsWith('{') ? `(${text})[]` : `${text}[]`;
}

function objectText({ properties, additionalProperties }: JsonSchema): string {
  const fields = fieldRows({ properties });
  if (fields.length > 0)
    return `{ ${fields.map(({ name, type }) => `${name}: ${type}`).join(', ')} }`;
  const values =
    typeof additionalProperties === 'object' ? (additionalProperties as JsonSchema) : {};
  return `{ [name]: ${typeText(values ?? {})} }`;
}

/** The fields of an object, those of either shape where there are several. */
export function fieldRows(schema: JsonSchema): FieldRow[] {
  const either = (schema.oneOf ?? schema.anyOf) as JsonSchema[] | undefined;
  if (either) {
    const rows = new Map(either.flatMap(fieldRows).map((row) => [row.name, row]));
    return [...rows.values()];
  }
  const required = (schema.required ?? []) as string[];
  return Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>).map(
    ([name, field]) => ({
      ...{ name, isRequired: required.includes(name) },
      ...{ type: typeText(field), limits: limitsText(field) },
    }),
  );
}

const sayings: [string, (value: unknown) => string][] = [
  ['format', (value) => String(value)],
  ['minLength', (value) => (value === 1 ? '' : `≥ ${value} characters`)],
  ['maxLength', (value) => `≤ ${value} characters`],
  ['minimum', (value) => `≥ ${value}`],
  ['maximum', (value) => `≤ ${value}`],
  ['maxItems', (value) => `≤ ${value} items`],
  ['pattern', (value) => `like ${value}`],
  ['default', (value) => `default ${JSON.stringify(value)}`],
];

/** Of what may be null, the limits of what is not. */
export function limitsText(schema: JsonSchema): string {
  const either = (schema.anyOf ?? []) as JsonSchema[];
  const whole = { ...either.find((one) => one.type !== 'null'), ...schema };
  return sayings
    .filter(([key]) => key in whole)
    .map(([key, say]) => say(whole[key]))
    .filter((text) => text !== '')
    .join(', ');
}
