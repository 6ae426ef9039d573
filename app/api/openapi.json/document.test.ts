import { globSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { expect, test } from 'vitest';
import { complaints } from '#lib/openapi/complaints.ts';
import { openApiDocument } from '#lib/openapi/document.ts';
import { errorStatus } from '#lib/shared/errors.ts';
import { GET } from './route.ts';
import { routes } from './routes.ts';

/** next-auth's and Inngest's own, this document, and the answer to all other addresses. */
const notDescribed = /^app\/api\/(auth|inngest|openapi\.json|\[\[\.\.\.path\]\])\//;

test('every route file is in the document', () => {
  const paths = globSync('app/api/**/route.ts')
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !notDescribed.test(file))
    .map((file) => file.replace(/^app|\/route\.ts$/g, ''))
    .map((path) => path.replace(/\[(?:\.\.\.)?(\w+)\]/g, '{$1}'));
  expect(paths.sort()).toEqual(Object.keys(routes).sort());
});

test('every operation is described, every description is of one, every example is right', () => {
  expect(complaints(routes)).toEqual([]);
});

test('what is missing is found', () => {
  const handlers = { ...routes['/api/films'] };
  const { OPTIONS: _, ...silent } = handlers;
  const { '/api/health': __, ...rest } = routes;
  const found = complaints({ ...rest, '/api/films': silent, '/api/new': handlers });
  expect(found).toContain('/api/films: OPTIONS is missing; see lib/http/other-methods.ts');
  expect(found).toContain('GET /api/new: nothing is said of it in lib/openapi/operations');
  expect(found).toContain('GET /api/health: is described, but no route declares it');
});

test('every reference leads somewhere, every code has its words', () => {
  const document = openApiDocument(routes);
  const text = JSON.stringify(document);
  const referred = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name);
  const { schemas } = document.components;
  for (const name of new Set(referred)) expect(Object.keys(schemas)).toContain(name);
  const said = Object.values(document.paths).flatMap((path) => Object.values(path));
  const statuses = said.flatMap(({ responses }) => Object.keys(responses));
  expect(statuses.filter((status) => !/^[2-5]\d\d$/.test(status))).toEqual([]);
  expect(schemas.Problem?.properties).toMatchObject({
    code: { enum: Object.keys(errorStatus) },
  });
});

test('it is public, kept for a while, and known again', async () => {
  const begun = performance.now();
  const answer = GET(new Request('http://studio.example/api/openapi.json'));
  const tookMs = performance.now() - begun;
  expect(tookMs).toBeLessThan(5000);
  const document = await answer.json();
  expect(document).toMatchObject({ openapi: '3.1.1', info: { title: 'Cutroom' } });
  expect(answer.headers.get('cache-control')).toBe('public, max-age=300');
  const headers = { 'if-none-match': answer.headers.get('etag') ?? '' };
  const again = GET(new Request('http://studio.example/api/openapi.json', { headers }));
  expect(again.status).toBe(304);
});
