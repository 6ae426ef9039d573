// Every operation of the document: the right request, and what may be wrong with one.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { methods } from '#lib/http/other-methods.ts';
import { routes } from '../openapi.json/routes.ts';
import { rightRequest } from './test-right-requests.ts';
import {
  changing,
  contract,
  createStage,
  home,
  type Init,
  operations,
  type Person,
  type Stage,
  send,
} from './test-stage.ts';
import { expectProblem, expectRight, validator } from './test-valid-answers.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await createStage();
});
afterAll(() => stage.world.close());

type Schema = {
  $ref?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  anyOf?: Schema[];
};

/** What the body has to be, its own name resolved. */
function bodySchema(operation: (typeof operations)[number]['operation']): Schema | undefined {
  const schema = operation.requestBody?.content['application/json']?.schema as Schema | undefined;
  const name = schema?.$ref?.split('/').at(-1);
  return name ? (contract.components.schemas[name] as Schema) : schema;
}

/** What is changed keeps the headers of the request, unless it names them. */
function sameHeaders(init: Init, change: (init: Init) => Init): Init {
  const changed = change(init);
  return { ...changed, headers: { ...init.headers, ...changed.headers } };
}

/** A test only where there is something to ask. */
const where = (isSo: unknown) => (isSo ? test : () => {});

const wrongValues = [{ wrong: 1 }, ['wrong', {}], 12.5, true, 'wrong', null, -1, ''];

/** Answer the same whether there was anything to discard or not, and touch nothing of others. */
const forgets = new Set(['DELETE /api/drafts/{id}']);
const forAdmins = new Set(['/api/categories/{id}']);

describe.each(operations)('$name', (named) => {
  const { name, operation, method, path } = named;
  const isPublic = operation.security.some((way) => Object.keys(way).length === 0);
  const schema = bodySchema(operation);
  // What an address can do is the same for all.
  const hasTarget = path.includes('{') && method !== 'OPTIONS';

  async function right() {
    const { who, ...init } = await rightRequest(name, stage);
    return { who: who ?? stage.editor, init };
  }
  async function changed(change: (init: Init) => Init) {
    const request = await right();
    return send(name, sameHeaders(request.init, change), request.who);
  }
  let target: Awaited<ReturnType<typeof right>> | undefined;
  /** What is refused leaves its target as it was: one does for all. */
  async function refused(change: (init: Init) => Init, who?: Person | null) {
    target ??= await right();
    return send(name, sameHeaders(target.init, change), who === undefined ? target.who : who);
  }
  const refusedBody = (change: (body: object) => unknown) =>
    refused((init) => ({ ...init, body: change(Object(init.body)) }));

  test('answers what the document says', async () => {
    const { init, who } = await right();
    await expectRight(named, await send(name, init, who));
  });

  where(method === 'GET' && '304' in operation.responses)('is known again', async () => {
    const { init, who } = await right();
    const etag = (await send(name, init, who)).headers.get('etag') ?? '';
    expect(etag).not.toBe('');
    const again = await send(
      name,
      { ...init, headers: { ...init.headers, 'if-none-match': etag } },
      who,
    );
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  where(!isPublic)('knows nobody', async () => {
    const answer = await refused((init) => init, null);
    expect(answer.headers.get('www-authenticate')).toContain('Bearer');
    await expectProblem(named, answer, 'unauthenticated');
  });

  where(!isPublic)('believes no token that is none', async () => {
    const headers = { authorization: `Bearer cutroom_${'0'.repeat(50)}` };
    const answer = await refused((init) => ({ ...init, headers }), null);
    await expectProblem(named, answer, 'unauthenticated');
  });

  where(!isPublic && changing.includes(method))('takes no page of others', async () => {
    const headers = { ...stage.session.headers, origin: 'https://evil.example' };
    const answer = await refused((init) => ({ ...init, headers }), null);
    await expectProblem(named, answer, 'csrf');
  });

  where(hasTarget)('shows nobody what is another’s', async () => {
    const answer = await refused((init) => init, stage.stranger);
    if (forgets.has(name)) {
      expect(answer.status).toBe(204);
      const kept = await send(`GET ${path}`, target?.init ?? {}, stage.editor);
      expect(kept.status).toBe(200);
    } else {
      await expectProblem(named, answer, forAdmins.has(path) ? 'forbidden' : 'not_found');
    }
  });

  where(hasTarget && !forgets.has(name))('does not know what is not there', async () => {
    const answer = await refused((init) => {
      const params = Object.fromEntries(Object.keys(init.params ?? {}).map((key) => [key, 'none']));
      return { ...init, params };
    });
    // Its id is made by who writes it.
    const code = name === 'PUT /api/drafts/{id}' ? 'invalid_request' : 'not_found';
    await expectProblem(named, answer, code);
  });

  where(schema)('wants JSON', async () => {
    const answer = await refused((init) => ({ ...init, content: '{"a":' }));
    await expectProblem(named, answer, 'invalid_request');
  });

  where(schema)('takes only so much', async () => {
    const content = JSON.stringify({ x: 'x'.repeat(5 * 1024 * 1024) });
    await expectProblem(named, await refused((init) => ({ ...init, content })), 'file_too_large');
  });

  where(schema)('does not mind fields nobody knows', async () => {
    const unknown = { fieldNobodyKnows: { a: [1] } };
    const answer = await changed((init) => ({
      ...init,
      body: { ...Object(init.body), ...unknown },
    }));
    await expectRight(named, answer);
  });

  test('does not mind questions nobody knows', async () => {
    const answer = await changed((init) => ({ ...init, query: { ...init.query, unknown: 'x' } }));
    await expectRight(named, answer);
  });

  where(schema?.required?.length)('names what is missing', async () => {
    for (const field of schema?.required ?? []) {
      const answer = await refusedBody((body) => ({ ...body, [field]: undefined }));
      const { errors } = await expectProblem(named, answer, 'invalid_request');
      expect(errors?.map(({ path }) => path.split('.')[0])).toContain(field);
    }
  });

  where(schema?.properties)('names what is of another type', async () => {
    const properties = Object.entries(schema?.properties ?? {}).filter(([key]) => key !== 'file');
    for (const [field, fieldSchema] of properties) {
      const isValid = validator(fieldSchema);
      for (const value of wrongValues.filter((one) => !isValid(one))) {
        const answer = await refusedBody((body) => ({ ...body, [field]: value }));
        const { errors } = await expectProblem(named, answer, 'invalid_request');
        const paths = errors?.map(({ path }) => path.split('.')[0]);
        expect(paths, `${field}: ${JSON.stringify(value)}`).toContain(field);
      }
    }
  });

  where(operation.parameters.some((one) => one.in === 'query'))('reads its query', async () => {
    for (const { name: key, schema: asked } of operation.parameters.filter(
      (p) => p.in === 'query',
    )) {
      const isValid = validator(asked);
      for (const value of ['wrong', '-1', 'x'.repeat(3000)].filter((one) => !isValid(one))) {
        if (asked.type === 'integer' && Number.isInteger(Number(value)) && isValid(Number(value)))
          continue;
        const answer = await refused((init) => ({
          ...init,
          query: { ...init.query, [key]: value },
        }));
        const { errors } = await expectProblem(named, answer, 'invalid_request');
        expect(
          errors?.map(({ path }) => path),
          `${key}=${value}`,
        ).toContain(key);
      }
    }
  });

  where(schema?.properties?.version)('refuses what was made from an old version', async () => {
    const answer = await refusedBody((body) => ({ ...body, version: 999 }));
    await expectProblem(named, answer, 'conflict');
  });

  where(operation.responses['409']?.description.includes('idempotency_key_in_use'))(
    'has one effect under one key',
    async () => {
      const { init, who } = await right();
      const headers = { ...init.headers, 'idempotency-key': crypto.randomUUID() };
      const first = await send(name, { ...init, headers }, who);
      const again = await send(name, { ...init, headers }, who);
      expect([again.status, await again.text()]).toEqual([first.status, await first.text()]);
      expect(again.headers.get('idempotency-replayed')).toBe('true');
      const other = await send(name, { ...init, headers, query: { other: '1' } }, who);
      await expectProblem(named, other, 'idempotency_key_reused');
    },
  );
});

describe.each(Object.entries(routes))('%s', (path, exported) => {
  const handlers: Record<string, unknown> = { ...exported };
  const known = Object.keys(contract.paths[path] ?? {}).map((method) => method.toUpperCase());
  const isChoice = (method: string) => !['HEAD', 'OPTIONS'].includes(method);
  const others = methods.filter(
    (method) =>
      !known.includes(method) &&
      method !== 'OPTIONS' &&
      !(method === 'HEAD' && known.includes('GET')),
  );

  test('refuses other methods with those it has', () => {
    for (const method of others) {
      const request = new Request(home + path, { method });
      const answer = (handlers[method] as (request: Request) => Response)(request);
      expect(answer.status, method).toBe(405);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      const allow = answer.headers.get('allow')?.split(', ') ?? [];
      expect(allow.filter(isChoice).sort()).toEqual(known.filter(isChoice).sort());
    }
  });
});
