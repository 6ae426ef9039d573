// What an operation answers: its successes, and the problems it may have.
import 'server-only';
import type { z } from 'zod';
import type { Answer } from '../http/declared.ts';
import { type ErrorCode, errorStatus } from '../shared/errors.ts';
import type { Content, Responses } from '../shared/open-api.ts';
import { errorTexts } from './error-texts.ts';
import type { JsonSchemas } from './json-schemas.ts';
import type { Described } from './operation.ts';

export function responsesOf(described: Described, schemas: JsonSchemas): Responses {
  const taken = new Set(Object.keys(described.declared.answers));
  return { ...answersOf(described, schemas), ...problemsOf(codesOf(described), taken) };
}

export function isRepeatable({ method, declared }: Described): boolean {
  return method === 'POST' && declared.isRepeatable === true;
}

export function isJson(answer: Answer): answer is z.ZodType {
  return typeof answer === 'object' && 'safeParse' in answer;
}

const successWords: Record<number, string> = {
  200: 'Done.',
  201: 'Made.',
  202: 'Accepted; it is being done.',
  204: 'Done; there is nothing to say.',
  302: 'Where it is: a signed address that works for a while.',
  412: 'Another version of tus is meant than 1.0.0.',
  460: '`checksum_mismatch`: the bytes are not those the checksum is of.',
};

function answersOf({ method, declared: { answers, isKept } }: Described, schemas: JsonSchemas) {
  const told: Responses = {};
  for (const [status, answer] of Object.entries(answers)) {
    const description = successWords[Number(status)] ?? 'Not now.';
    told[status] = { description, ...contentOf(answer, schemas) };
    if (isKept && method === 'GET' && status === '200' && isJson(answer)) {
      told['304'] = { description: 'Not changed since the answer whose `ETag` was sent.' };
    }
  }
  return told;
}

function contentOf(answer: Answer, schemas: JsonSchemas): { content?: Content } {
  if (answer === 'nothing' || answer === 'redirect') return {};
  if (isJson(answer)) {
    return { content: { 'application/json': { schema: schemas.of(answer, 'output') } } };
  }
  return { content: { [answer.contentType]: { schema: { type: 'string' } } } };
}

/** Those all of its kind may answer with, and its own. */
function codesOf(described: Described): ErrorCode[] {
  const { path, method, declared, text } = described;
  const isChange = method !== 'GET';
  const of = (isSo: boolean, ...codes: ErrorCode[]) => (isSo ? codes : []);
  return [
    ...of(declared.access !== 'anyone', 'unauthenticated', 'forbidden', 'rate_limited'),
    ...of(isChange, 'csrf'),
    ...of(path.includes('{'), 'not_found'),
    ...of(isRepeatable(described), 'idempotency_key_in_use', 'idempotency_key_reused'),
    ...of(declared.body !== undefined, 'file_too_large', 'request_timeout'),
    ...of(declared.body !== undefined || declared.query !== undefined, 'invalid_request'),
    ...(text.fails ?? []),
    ...of(true, 'internal', 'database_unavailable'),
  ];
}

/** By status; one the operation answers with in another shape is left as it is. */
function problemsOf(codes: ErrorCode[], taken: Set<string>): Responses {
  const byStatus = Map.groupBy(new Set(codes), (code) => String(errorStatus[code]));
  const schema = { $ref: '#/components/schemas/Problem' };
  return Object.fromEntries(
    [...byStatus]
      .filter(([status]) => !taken.has(status))
      .map(([status, ofIt]) => [
        status,
        {
          description: ofIt.map((code) => `\`${code}\`: ${errorTexts[code]}`).join(' '),
          content: { 'application/problem+json': { schema } },
        },
      ]),
  );
}
