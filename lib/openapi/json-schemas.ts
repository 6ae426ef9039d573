// JSON Schemas of zod schemas, those with a name as components that are referred to.
import 'server-only';
import { z } from 'zod';
import type { JsonSchema } from '../shared/open-api.ts';
import { namedSchemas } from './named-schemas.ts';

/** Of what is sent in, a schema says what may be sent; of an answer, what comes. */
export type Direction = 'input' | 'output';

/** Gathers the components of one document. With `isStrict`, answers must hold nothing that is not declared. */
export class JsonSchemas {
  readonly components: Record<string, JsonSchema> = {};
  readonly #isStrict: boolean;

  constructor({ isStrict = false } = {}) {
    this.#isStrict = isStrict;
  }

  /** The schema, or a reference to it. */
  of(schema: z.ZodType, io: Direction): JsonSchema {
    const {
      $schema: _,
      $defs,
      ...json
    } = z.toJSONSchema(schema, {
      metadata: namedSchemas,
      io,
      unrepresentable: 'any',
      override: ({ zodSchema, jsonSchema }) => this.#override(zodSchema, jsonSchema),
    }) as JsonSchema & { $defs?: Record<string, JsonSchema> };
    for (const [name, definition] of Object.entries($defs ?? {})) this.#add(name, definition);
    return referringToComponents(json);
  }

  #override(schema: z.core.$ZodTypes, json: JsonSchema): void {
    // The format says it; the patterns are as long as a page.
    if (json.format !== undefined) delete json.pattern;
    if (schema._zod.def.type === 'custom' && Object.keys(json).length === 0) {
      Object.assign(json, { type: 'string', format: 'binary' });
    }
    if (Math.abs(Number(json.maximum)) === Number.MAX_SAFE_INTEGER) delete json.maximum;
    if (Math.abs(Number(json.minimum)) === Number.MAX_SAFE_INTEGER) delete json.minimum;
    // An answer may get more fields some day: a client that refuses them is told too much.
    if (!this.#isStrict && json.additionalProperties === false) delete json.additionalProperties;
  }

  #add(name: string, definition: JsonSchema): void {
    const { id: _, ...whole } = referringToComponents(definition);
    const known = this.components[name];
    if (known && JSON.stringify(known) !== JSON.stringify(whole)) {
      throw new Error(`The schema ${name} is not the same as what is sent in and as an answer.`);
    }
    this.components[name] = whole;
  }
}

function referringToComponents<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value).replaceAll('"#/$defs/', '"#/components/schemas/'));
}
