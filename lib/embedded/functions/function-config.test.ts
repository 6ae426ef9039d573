// Proves that what the runner does not do is refused by name.
import { expect, test } from 'vitest';
import { maxAttempts, parseFunctions } from './function-config.ts';

const step = { id: 'step', name: 'step', runtime: { type: 'http', url: 'http://127.0.0.1/x' } };
const plain = { id: 'app-fn', name: 'fn', triggers: [{ event: 'e' }], steps: { step } };

function problemsOf(changes: Record<string, unknown>): string {
  const parsed = parseFunctions([plain, { ...plain, ...changes }]);
  return 'problems' in parsed ? parsed.problems.join('\n') : '';
}

test.each([
  [{ batchEvents: { maxSize: 10, timeout: '5s' } }, 'batchEvents'],
  [{ debounce: { period: '1m' } }, 'debounce'],
  [{ priority: { run: '1' } }, 'priority'],
  [{ rateLimit: { limit: 1, period: '1m' } }, 'rateLimit'],
  [{ somethingNew: true }, 'somethingNew'],
  [{ triggers: [{ cron: '0 * * * *', jitter: '1m' }] }, 'jitter'],
  [{ triggers: [{ cron: 'TZ=Nowhere/City 0 * * * *' }] }, 'not a schedule'],
  [{ triggers: [{ event: 'e', expression: 'event.data ==' }] }, 'not a usable expression'],
  [{ idempotency: '((' }, 'idempotency'],
  [{ throttle: { limit: 1, period: 'often' } }, 'throttle.period'],
  [{ concurrency: { limit: 1, scope: 'galaxy' } }, 'concurrency'],
  [{ cancel: [{ event: 'c', match: 'data.id' }] }, 'match'],
  [{ timeouts: { total: '1m' } }, 'total'],
  [{ steps: { step: { ...step, runtime: { type: 'smoke', url: 'x' } } } }, 'runtime.type'],
  [{ steps: { step, other: step } }, 'other'],
])('%j is refused', (changes, named) => {
  const problems = problemsOf(changes);
  expect(problems).toMatch(/^app-fn: /);
  expect(problems).toContain(named);
});

test.each([
  [{ concurrency: 5 }],
  [
    {
      concurrency: [
        { limit: 2, key: 'event.data.id' },
        { limit: 9, scope: 'account' },
      ],
    },
  ],
  [{ throttle: { limit: 3, period: '1m', burst: 2, key: 'event.data.id' } }],
  [{ singleton: { mode: 'cancel', key: 'event.data.id' } }],
  [{ cancel: [{ event: 'c', if: 'event.data.id == async.data.id', timeout: '1h' }] }],
  [{ timeouts: { start: '1m', finish: '2h' } }],
  [{ triggers: [{ cron: 'TZ=Europe/Paris 0 9 * * 1' }, { event: 'e' }] }],
])('%j is taken', (changes) => {
  expect(problemsOf(changes)).toBe('');
});

test('what is not a list of functions is refused', () => {
  expect(parseFunctions({})).toEqual({ problems: ['functions: not a list'] });
  expect(parseFunctions([null])).toHaveProperty('problems');
});

test('retries on the wire are the attempts after the first', () => {
  const attempts = (retries?: object) => {
    const parsed = parseFunctions([{ ...plain, steps: { step: { ...step, retries } } }]);
    return 'functions' in parsed && parsed.functions[0] && maxAttempts(parsed.functions[0]);
  };
  expect(attempts({ attempts: 0 })).toBe(1);
  expect(attempts({ attempts: 2 })).toBe(3);
  expect(attempts(undefined)).toBe(5);
});
