// CEL expressions, as functions use them in triggers, keys, cancelOn and waitForEvent.
import { createHash } from 'node:crypto';
import { type ParseResult, parse } from '@marcbachmann/cel-js';
import type { EventPayload } from './wire.ts';

type Variables = { event: EventPayload; async?: EventPayload };

const cacheLimit = 1000;
const compiled = new Map<string, ParseResult>();

function compile(expression: string): ParseResult {
  const known = compiled.get(expression);
  if (known) return known;
  const fresh = parse(expression);
  if (compiled.size >= cacheLimit) compiled.clear();
  compiled.set(expression, fresh);
  return fresh;
}

/** Why `expression` cannot be used, or undefined when it parses. */
export function expressionProblem(expression: string): string | undefined {
  try {
    compile(expression);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.split('\n')[0] : String(error);
  }
}

/** The value of `expression`; undefined when it does not parse or names what is not there. */
function evaluate(expression: string, variables: Variables): unknown {
  try {
    return compile(expression)(variables);
  } catch {
    return undefined;
  }
}

/** Whether `expression` is true; an absent one always is, one that cannot be evaluated never. */
export function matches(expression: string | null | undefined, variables: Variables): boolean {
  return !expression || evaluate(expression, variables) === true;
}

/** The text two runs share when `expression` gives them the same key; '' without one. */
export function keyOf(expression: string | undefined, event: EventPayload): string {
  if (!expression) return '';
  const value = evaluate(expression, { event });
  if (value === undefined) return '';
  const text =
    typeof value === 'string'
      ? value
      : JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? Number(part) : part));
  // Anything a column or an index would not take is kept as its hash.
  if (/^[\x20-\x7e]{0,200}$/.test(text)) return text;
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
