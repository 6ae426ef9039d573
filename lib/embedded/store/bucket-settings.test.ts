import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { errorCode, type SignedClient, texts } from './test-client.ts';
import { startTestStore } from './test-store.ts';

let store: Awaited<ReturnType<typeof startTestStore>>;
let client: SignedClient;
beforeEach(async () => {
  store = await startTestStore();
  client = store.client();
});
afterEach(() => store.close());

const get = (query: string) => client.call('GET', '', { query: { [query]: '' } });
const put = (query: string, body: string) =>
  client.call('PUT', '', { query: { [query]: '' }, body });
const corsOf = (rule: string) =>
  put('cors', `<CORSConfiguration><CORSRule>${rule}</CORSRule></CORSConfiguration>`);
const lifecycleOf = (rule: string) =>
  put('lifecycle', `<LifecycleConfiguration><Rule>${rule}</Rule></LifecycleConfiguration>`);
const abortAfter = (days: string) =>
  `<AbortIncompleteMultipartUpload><DaysAfterInitiation>${days}</DaysAfterInitiation></AbortIncompleteMultipartUpload>`;

test('a bucket has neither until it is told', async () => {
  expect(errorCode(await get('cors'))).toBe('NoSuchCORSConfiguration');
  expect(errorCode(await get('lifecycle'))).toBe('NoSuchLifecycleConfiguration');
});

test('what was told is answered, also after a restart', async () => {
  const origins = '<AllowedOrigin>https://*.example</AllowedOrigin>';
  const methods = '<AllowedMethod>GET</AllowedMethod><AllowedMethod>PUT</AllowedMethod>';
  expect((await corsOf(`<ID>a</ID>${origins}${methods}`)).status).toBe(200);
  expect((await lifecycleOf(`<Status>Enabled</Status>${abortAfter('3')}`)).status).toBe(200);
  await store.restart();
  client = store.client();
  const { text } = await get('cors');
  expect(texts(text, 'AllowedOrigin')).toEqual(['https://*.example']);
  expect(texts(text, 'AllowedMethod')).toEqual(['GET', 'PUT']);
  expect(texts((await get('lifecycle')).text, 'DaysAfterInitiation')).toEqual(['3']);
});

test('unfinished uploads end as the lifecycle says', async () => {
  await client.call('POST', 'a', { query: { uploads: '' } });
  await lifecycleOf(`<Status>Enabled</Status><Filter><Prefix/></Filter>${abortAfter('3')}`);
  const openAfter = async (days: number) => {
    store.clock.now = new Date(Date.now() + days * 24 * 3600 * 1000);
    await store.restart();
    store.clock.now = new Date();
    client = store.client();
    return texts((await get('uploads')).text, 'UploadId').length;
  };
  expect(await openAfter(2.9)).toBe(1);
  expect(await openAfter(3.1)).toBe(0);
});

test('a store of the version before has its settings added', async () => {
  const own = await startTestStore();
  await own.client().call('PUT', 'a', { body: 'kept' });
  await own.stop();
  const database = new DatabaseSync(join(own.dir, 'store.sqlite'));
  database.exec('DROP TABLE setting; PRAGMA user_version = 1');
  database.close();
  const upgraded = await startTestStore({ dir: own.dir });
  client = upgraded.client();
  expect((await lifecycleOf(`<Status>Disabled</Status>${abortAfter('3')}`)).status).toBe(200);
  expect((await client.call('GET', 'a')).text).toBe('kept');
  await upgraded.close();
});

describe('what cannot be meant is refused', () => {
  const origin = '<AllowedOrigin>*</AllowedOrigin>';
  test.each([
    ['no rule', 'cors', '<CORSConfiguration/>', 'MalformedXML'],
    ['another document', 'cors', '<x/>', 'MalformedXML'],
  ])('%s', async (_, query, body, code) => {
    expect(errorCode(await put(query, body))).toBe(code);
  });
  test.each([
    ['no method', origin, 'InvalidRequest'],
    ['a method there is not', `${origin}<AllowedMethod>PATCH</AllowedMethod>`, 'InvalidRequest'],
    ['no origin', '<AllowedMethod>GET</AllowedMethod>', 'MalformedXML'],
  ])('CORS with %s', async (_, rule, code) => {
    expect(errorCode(await corsOf(rule))).toBe(code);
  });
  test.each([
    ['nothing to do', '<Status>Enabled</Status>', 'MalformedXML'],
    ['no status', abortAfter('1'), 'MalformedXML'],
    ['a status there is not', `<Status>On</Status>${abortAfter('1')}`, 'MalformedXML'],
    ['no day', `<Status>Enabled</Status>${abortAfter('0')}`, 'MalformedXML'],
    [
      'some objects only',
      `<Status>Enabled</Status><Filter><Prefix>a</Prefix></Filter>${abortAfter('1')}`,
      'NotImplemented',
    ],
    ['an expiration', '<Status>Enabled</Status><Expiration/>', 'NotImplemented'],
  ])('a lifecycle with %s', async (_, rule, code) => {
    expect(errorCode(await lifecycleOf(rule))).toBe(code);
  });
});
