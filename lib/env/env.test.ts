import { expect, test } from 'vitest';
import { parseEnv } from './env.ts';

const whole = {
  DATABASE_URL: 'postgresql://app:secret@127.0.0.1:5432/cutroom',
  R2_ENDPOINT: 'http://127.0.0.1:9000',
  R2_ACCESS_KEY_ID: 'key',
  R2_SECRET_ACCESS_KEY: 'secret',
  R2_BUCKET: 'media',
  INNGEST_EVENT_KEY: 'event',
  INNGEST_SIGNING_KEY: 'signkey-prod-00',
  NEXTAUTH_SECRET: 'x'.repeat(32),
};

test('a whole environment gets defaults for the rest; empty counts as not set', () => {
  expect(parseEnv({ ...whole, R2_PUBLIC_URL: '', UPLOAD_URL_TTL_SECONDS: '' })).toMatchObject({
    UPLOAD_URL_TTL_SECONDS: 3600,
    VIDEO_CRF: 23,
    VIDEO_PRESET: 'veryfast',
    UPLOAD_MAX_MB: {},
    UPLOAD_MAX_OPEN: 1000,
    UPLOAD_MAX_OPEN_GB: 200,
    UPLOAD_REQUESTS_PER_MINUTE: 3000,
    TZ: 'UTC',
    SWEEP_DAILY_CRON: '0 2 * * *',
  });
});

test('one error names every variable that is missing or wrong, and no value', () => {
  const { DATABASE_URL: _, ...rest } = whole;
  const broken = { ...rest, R2_ENDPOINT: 'nowhere', NEXTAUTH_SECRET: 'tooshort', VIDEO_CRF: '99' };
  expect(() => parseEnv(broken)).toThrow(
    /DATABASE_URL: not set[\s\S]*R2_ENDPOINT[\s\S]*NEXTAUTH_SECRET: at least 32[\s\S]*VIDEO_CRF/,
  );
  expect(() => parseEnv(broken)).not.toThrow(/tooshort/);
});

test('browsers reach the store where the server does, unless told otherwise', () => {
  expect(parseEnv(whole).R2_BROWSER_ENDPOINTS).toEqual(['http://127.0.0.1:9000']);
  const R2_BROWSER_ENDPOINTS = 'https://a.example, https://b.example:8443/path';
  expect(parseEnv({ ...whole, R2_BROWSER_ENDPOINTS }).R2_BROWSER_ENDPOINTS).toEqual([
    'https://a.example',
    'https://b.example:8443/path',
  ]);
  for (const wrong of ['ftp://a.example', 'https://a.example,,', 'https://a.example,nowhere'])
    expect(() => parseEnv({ ...whole, R2_BROWSER_ENDPOINTS: wrong }), wrong).toThrow(
      /R2_BROWSER_ENDPOINTS: ".*" is not an http/,
    );
});

test('size limits are read per purpose', () => {
  expect(parseEnv({ ...whole, UPLOAD_MAX_MB: 'film.video=2000, media.image=25' })).toMatchObject({
    UPLOAD_MAX_MB: { 'film.video': 2000, 'media.image': 25 },
  });
  expect(() => parseEnv({ ...whole, UPLOAD_MAX_MB: 'films=3' })).toThrow(/UPLOAD_MAX_MB.*films=3/);
});

test.each([
  ['TZ', ['Europe/Paris', 'Asia/Jakarta', 'UTC'], ['Mars/Base', '+02:00', ':/etc/localtime']],
  ['RECONCILE_CRON', ['* * * * *', '2-59/5 0,12 * * 1'], ['hourly', '* * * *', '0 2 * * * *']],
])('%s is checked before an event server would refuse it', (name, right, wrong) => {
  for (const value of right) expect(parseEnv({ ...whole, [name]: value })).toHaveProperty(name);
  for (const value of wrong) {
    expect(() => parseEnv({ ...whole, [name]: value }), value).toThrow(`${name}: not `);
  }
});
