// The head of the document.
import 'server-only';

export const information = {
  openapi: '3.1.1',
  info: {
    title: 'Cutroom',
    version: '1.0.0',
    license: { name: 'MIT', identifier: 'MIT' },
    summary: 'A media studio: uploads, processing, delivery and a catalogue.',
    description: [
      'Everything an editor can do in the browser, a program can do here, by the same rules.',
      'JSON is camelCase; times are ISO 8601 in UTC, sizes bytes, durations seconds, ids opaque texts.',
      'Programs send `Authorization: Bearer <token>`. Every error is `application/problem+json` with a `code` that never changes its meaning. Fields an operation does not know are ignored.',
      'Lists answer `count`, `next`, `previous` and `results`; `next` and `previous` are whole addresses or null.',
      'What is counted says what is left in `RateLimit` and `RateLimit-Policy`; with 429, `Retry-After` says when to come back.',
      'What is read carries an `ETag`; a `POST` may carry an `Idempotency-Key`.',
      'A change of something that has a `version` may send the one it was made from: when somebody else was faster, it is refused with 409.',
    ].join('\n'),
  },
  servers: [{ url: '/', description: 'This installation' }],
};
