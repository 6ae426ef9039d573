// Proves what is taken from the user, what from the stand-ins, and that every mistake is named at once.
import { expect, test } from 'vitest';
import { addressOf, completeEnvironment, mergeGiven, type Variables } from './environment.ts';

const complete = (given: Variables) =>
  completeEnvironment({
    given,
    secrets: {
      nextauthSecret: 'a-secret-of-more-than-thirty-two-characters',
      storeAccessKeyId: 'store-id',
      storeSecretAccessKey: 'store-secret',
      runnerEventKey: 'event-key',
      runnerSigningKey: 'signkey-prod-00',
    },
    ports: { postgres: 54390, store: 9090, functions: 8390 },
    postgresUrl: 'postgresql://cutroom:x@127.0.0.1:54390/cutroom',
    workFolder: '/data/work',
  });

const realStore = {
  R2_ENDPOINT: 'https://account.r2.cloudflarestorage.com',
  R2_ACCESS_KEY_ID: 'id',
  R2_SECRET_ACCESS_KEY: 'secret',
  R2_BUCKET: 'films',
};

test('nothing configured: three stand-ins', () => {
  const { variables, standIns } = complete({});
  expect(standIns).toEqual({ postgres: true, store: true, functions: true });
  expect(variables).toMatchObject({
    DATABASE_URL: 'postgresql://cutroom:x@127.0.0.1:54390/cutroom',
    R2_ENDPOINT: 'http://127.0.0.1:9090',
    R2_BROWSER_ENDPOINTS: 'http://127.0.0.1:9090,http://localhost:9090',
    INNGEST_BASE_URL: 'http://127.0.0.1:8390',
    INNGEST_SIGNING_KEY: 'signkey-prod-00',
  });
});

test('media are worked on in the data folder, where no other user has files, unless told', () => {
  expect(complete({}).variables.MEDIA_TMP_DIR).toBe('/data/work');
  expect(complete({ MEDIA_TMP_DIR: '/fast' }).variables.MEDIA_TMP_DIR).toBe('/fast');
});

test('what is configured is used as it is, without its stand-in', () => {
  const { variables, standIns } = complete({
    ...realStore,
    DATABASE_URL: 'postgres://db.example/films',
    NEXTAUTH_SECRET: 'the secret of the user, which is long enough',
  });
  expect(standIns).toEqual({ postgres: false, store: false, functions: true });
  expect(variables).toMatchObject(realStore);
  expect(variables.DATABASE_URL).toBe('postgres://db.example/films');
  expect(variables.NEXTAUTH_SECRET).toBe('the secret of the user, which is long enough');
});

test('a real store is reached by browsers as by us, the stand-in also through what is in front of it', () => {
  expect(complete(realStore).variables.R2_BROWSER_ENDPOINTS).toBeUndefined();
  const inFront = { R2_BROWSER_ENDPOINTS: 'http://127.0.0.1:4000' };
  const { variables, standIns } = complete(inFront);
  expect(standIns.store).toBe(true);
  expect(variables).toMatchObject({ R2_ENDPOINT: 'http://127.0.0.1:9090', ...inFront });
});

test("Inngest's dev server needs no keys of the user", () => {
  const { variables, standIns } = complete({ INNGEST_DEV: 'http://127.0.0.1:8288' });
  expect(standIns.functions).toBe(false);
  expect(variables.INNGEST_BASE_URL).toBeUndefined();
  expect(variables.INNGEST_EVENT_KEY).toBe('event-key');
});

test('a half-configured store names what is missing and gets no stand-in', () => {
  expect(() => complete({ R2_BUCKET: 'films', R2_ENDPOINT: realStore.R2_ENDPOINT })).toThrow(
    /R2_ACCESS_KEY_ID: not set\n {2}R2_SECRET_ACCESS_KEY: not set$/,
  );
});

test('one message names every mistake', () => {
  const wrong = {
    DATABASE_URL: 'mysql://x',
    PORT: '99999',
    INNGEST_EVENT_KEY: 'k',
    VIDEO_CRF: '99',
  };
  expect(() => complete(wrong)).toThrow(
    /PORT.*DATABASE_URL.*INNGEST_SIGNING_KEY: not set.*VIDEO_CRF/s,
  );
});

test('the process wins over .env, and empty means not set', () => {
  expect(mergeGiven({ A: 'process', B: '' }, { A: 'file', B: 'file', C: '' })).toEqual({
    A: 'process',
    B: 'file',
  });
});

test('the address is 127.0.0.1:3000 unless told', () => {
  expect(addressOf({})).toEqual({ host: '127.0.0.1', port: 3000 });
  expect(addressOf({ HOST: '0.0.0.0', PORT: '8080' })).toEqual({ host: '0.0.0.0', port: 8080 });
});
