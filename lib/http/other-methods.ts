// What is asked of an address that does not know it: other methods (405, with those it has), or anything (404).
import 'server-only';
import { randomUUID } from 'node:crypto';
import { AppError } from '../shared/errors.ts';
import { problemResponse } from './problem.ts';

export const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;
export type Method = (typeof methods)[number];

type Known<Given> = keyof Given | ('GET' extends keyof Given ? 'HEAD' : never);
type Refused<Given> = { [M in Exclude<Method, Known<Given>>]: () => Response };

/**
 * What a route file exports beside its own handlers: `OPTIONS` says which methods there are, and so does
 * the refusal of every other. Next itself refuses without a word, and answers `HEAD` by `GET`.
 */
export function otherMethods<Given extends Partial<Record<Method, unknown>>>(
  given: Given,
): Refused<Given> {
  const allow = allowed(given).join(', ');
  const hasHead = 'GET' in given;
  const refused = methods.filter((method) => !(method in given || (method === 'HEAD' && hasHead)));
  return Object.fromEntries(
    refused.map((method) => [
      method,
      method === 'OPTIONS' ? () => told(allow) : () => refuse(allow),
    ]),
  ) as Refused<Given>;
}

function allowed(given: object): Method[] {
  return methods.filter(
    (method) => method in given || method === 'OPTIONS' || (method === 'HEAD' && 'GET' in given),
  );
}

function told(allow: string): Response {
  return new Response(null, { status: 204, headers: { allow } });
}

function refuse(allow: string): Response {
  const error = new AppError('method_not_allowed', `This address knows ${allow} only.`);
  const response = problemResponse(error, randomUUID());
  response.headers.set('allow', allow);
  return response;
}

/** The handler of every address that is none. */
export function nothingHere(): Response {
  const error = new AppError('not_found', 'There is nothing at this address.');
  return problemResponse(error, randomUUID());
}
