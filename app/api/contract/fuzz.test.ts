// Every operation of the document with values nobody meant: no fault of ours, no silence, nothing of the inside.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { valuesOf, wordsOf } from './test-arbitraries.ts';
import { rightRequest } from './test-right-requests.ts';
import { createStage, type Init, operations, type Stage, send } from './test-stage.ts';
import { expectProblem, expectRight } from './test-valid-answers.ts';

/** The same every time; a failure prints it with the path to its smallest case. */
const seed = 20_261_122;
const numRuns = 20;
const patienceMs = 15_000;

let stage: Stage;
beforeAll(async () => {
  stage = await createStage();
  process.stdout.write(`fuzzing the API with seed ${seed}, ${numRuns} runs an operation\n`);
});
afterAll(() => stage.world.close());

describe.each(operations)('$name', (named) => {
  const { name, operation } = named;
  const asked = operation.parameters.filter((one) => one.in === 'query');
  const content = operation.requestBody?.content['application/json'];

  function inits(right: Init): fc.Arbitrary<Init> {
    const ids = ['none', ...Object.values(right.params ?? {})];
    const words = wordsOf({ type: 'string' }, ids);
    const params = Object.keys(right.params ?? {}).map((key) => [
      key,
      fc.oneof(
        { weight: 3, arbitrary: fc.constant(right.params?.[key] ?? '') },
        { weight: 1, arbitrary: words },
      ),
    ]);
    const questions = asked.map((one) => [one.name, wordsOf(one.schema, ids)] as const);
    // A few at a time: among many there is always one that is refused, and none is looked at.
    const query = fc
      .subarray(questions, { maxLength: Math.min(3, questions.length) })
      .chain((some) => fc.record(Object.fromEntries(some)));
    return fc.record({
      params: fc.record(Object.fromEntries(params)),
      query,
      headers: fc.record(
        {
          'idempotency-key': fc.string({ maxLength: 250 }),
          'if-none-match': fc.string({ maxLength: 100 }),
          'x-request-id': fc.string({ maxLength: 200 }),
          'last-event-id': fc.string({ maxLength: 100 }),
          'content-type': fc.constantFrom('application/json', 'multipart/form-data', 'text/plain'),
        },
        { requiredKeys: [] },
      ),
      ...(content
        ? {
            body: fc.oneof(
              valuesOf(content.schema ?? {}, ids),
              valuesOf(content.schema ?? {}, ids).map((body) => ({
                ...Object(right.body),
                ...Object(body),
              })),
            ),
          }
        : {}),
    }) as fc.Arbitrary<Init>;
  }

  test('has an answer to anything', async () => {
    const { who = stage.editor, ...right } = await rightRequest(name, stage);
    const property = fc.asyncProperty(inits(right), async (init) => {
      const headers = { ...right.headers, ...init.headers };
      const answer = await send(name, { ...init, headers }, who);
      if (answer.status === 304) return;
      await (answer.ok || answer.status === 302 || name === 'GET /api/ready'
        ? expectRight(named, answer)
        : expectProblem(named, answer));
    });
    await fc.assert(property, { seed, numRuns, timeout: patienceMs });
  });
});
