// What a handler says about itself, kept on the handler: the document of the API is made of it.
import 'server-only';
import type { z } from 'zod';

/** An answer that is no JSON of ours: a file, a playlist, a stream of events. */
export type Text = { contentType: string };

/** What is answered: JSON of this schema, a text, or nothing but a status (and a `Location`). */
export type Answer = z.ZodType | Text | 'nothing' | 'redirect';

/** Of one answer the status is the declaration's own; several are told apart by their status. */
export type Answers = Answer | Readonly<Record<number, Answer>>;

/** Whom a route is for: everybody, who is signed in, or also who holds the token of that one upload. */
export type Access = 'anyone' | 'person' | 'upload';

export type Declared = {
  access: Access;
  body?: z.ZodType;
  /** In what the body may come. */
  bodyTypes: readonly string[];
  query?: z.ZodType;
  answers: Readonly<Record<number, Answer>>;
  /** Whether what is read has an `ETag`, by which it is known again. */
  isKept?: boolean;
  /** Whether its answer is kept for who repeats the request under the same `Idempotency-Key`. */
  isRepeatable?: boolean;
};

/** The same handler, which can be asked what it declared. */
export function declare<Handler extends object>(handler: Handler, declared: Declared) {
  return Object.assign(handler, { declared });
}

/** What this export of a route file declared, if it is a handler that did. */
export function declaredOf(exported: unknown): Declared | undefined {
  return typeof exported === 'function' && 'declared' in exported
    ? (exported.declared as Declared)
    : undefined;
}

/** By status: what is left out answers nothing. */
export function answersByStatus(
  answer: Answers | undefined,
  status: number,
): Readonly<Record<number, Answer>> {
  if (answer === undefined || answer === 'nothing') return { 204: 'nothing' };
  if (answer === 'redirect') return { 302: 'redirect' };
  return isAnswer(answer) ? { [status]: answer } : answer;
}

function isAnswer(answer: Exclude<Answers, 'nothing' | 'redirect'>): answer is z.ZodType | Text {
  return 'safeParse' in answer || 'contentType' in answer;
}
