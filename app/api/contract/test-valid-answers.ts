// Whether an answer is what the document says of it.
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { expect } from 'vitest';
import { problemSchema } from '#lib/shared/schemas/problem.ts';
import { contract, type NamedOperation } from './test-stage.ts';

const ajv = new Ajv2020({ strict: false, allErrors: true });
ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/);
ajv.addFormat('uuid', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i);
ajv.addFormat('binary', true);
ajv.addSchema(contract, 'contract');

/** Says whether a value is what a schema of the document asks for. */
export function validator(schema: object): ValidateFunction {
  const text = JSON.stringify(schema).replaceAll('"#/components/', '"contract#/components/');
  return ajv.compile(JSON.parse(text));
}

/** The text of an answer; of a stream, nothing: it is ended. */
export async function textOf(answer: Response): Promise<string> {
  if (!answer.headers.get('content-type')?.startsWith('text/event-stream')) return answer.text();
  await answer.body?.cancel();
  return '';
}

/** A success the document tells of, of the shape it tells. */
export async function expectRight({ operation }: NamedOperation, answer: Response) {
  const text = await textOf(answer);
  const told = operation.responses[answer.status];
  expect(told, `${answer.status} is not in the document`).toBeDefined();
  expect(Object.keys(told?.content ?? {}), text).not.toContain('application/problem+json');
  const [contentType, content] = Object.entries(told?.content ?? {})[0] ?? [];
  if (!contentType || !content) {
    expect(text).toBe('');
    return;
  }
  expect(answer.headers.get('content-type')).toContain(contentType);
  if (contentType !== 'application/json') return;
  const isValid = validator(content.schema ?? {});
  expect(isValid(JSON.parse(text)), JSON.stringify(isValid.errors)).toBe(true);
}

const leaks = /node_modules|\/tmp\/|\bat .+:\d+:\d+|\.tsx?\b|prisma|postgres|select .+ from/i;

/** A problem of this code that the document tells of, and that tells nothing of the inside. */
export async function expectProblem(
  { operation }: NamedOperation,
  answer: Response,
  code?: string | string[],
) {
  const text = await textOf(answer);
  expect(answer.status, text).toBeGreaterThanOrEqual(400);
  expect(answer.status, text).toBeLessThan(500);
  expect(answer.headers.get('content-type'), text).toBe('application/problem+json');
  const problem = problemSchema.strict().parse(JSON.parse(text));
  expect(problem.status).toBe(answer.status);
  expect(leaks.exec(text)?.[0]).toBeUndefined();
  expect(Object.keys(operation.responses), text).toContain(String(answer.status));
  if (code !== undefined) expect([code].flat(), text).toContain(problem.code);
  return problem;
}
