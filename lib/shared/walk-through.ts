// The API by curl, from signing in to the end: what /docs shows, and what a browser test runs as it stands.

export type Step = {
  /** Which operation it shows; left out where the request does not go to the API. */
  operation?: string;
  /** What is done, as a heading without a full stop. */
  title: string;
  /** A command of a shell. */
  command: string;
  /** Which field of the answer the following commands know under which name. */
  keep?: Readonly<Record<string, string>>;
  /** To be asked again until a field of the answer says so. */
  until?: { field: string; is: string };
  /** Unless any success will do. */
  status?: number;
};

/** What the first commands need to know, and which file they send. */
export const walkThroughNeeds = {
  CUTROOM_URL: 'http://127.0.0.1:3000',
  EMAIL: 'editor@example.com',
  PASSWORD: '…',
} as const;
export const walkThroughFile = 'photo.jpg';

const auth = '-H "Authorization: Bearer $TOKEN"';
const json = "-H 'Content-Type: application/json'";
const lines = (...parts: string[]) => parts.join(' \\\n  ');
const get = (path: string, ...more: string[]) => lines(`curl "$CUTROOM_URL${path}"`, auth, ...more);
const post = (path: string, body: object, ...more: string[]) => send('POST', path, body, ...more);
const patch = (path: string, body: object) => send('PATCH', path, body);
const remove = (path: string) => lines(`curl -X DELETE "$CUTROOM_URL${path}"`, auth);

/** `"$NAME"` in a body is a value of an earlier answer: there the shell has to read it. */
function send(method: string, path: string, body: object, ...more: string[]): string {
  const text = JSON.stringify(body)
    .replace(/"(\$\w+)"/g, `"'"$1"'"`)
    .replace(/"#(\$\w+)"/g, `'"$1"'`);
  return lines(`curl -X ${method} "$CUTROOM_URL${path}"`, auth, json, ...more, `-d '${text}'`);
}

const signingIn: Step[] = [
  {
    title: 'Ask for a form to sign in with',
    command: 'curl -c cookies.txt "$CUTROOM_URL/api/auth/csrf"',
    keep: { CSRF: 'csrfToken' },
  },
  {
    title: 'Sign in',
    command: lines(
      'curl -b cookies.txt -c cookies.txt "$CUTROOM_URL/api/auth/callback/credentials"',
      '--data-urlencode "csrfToken=$CSRF"',
      '--data-urlencode "email=$EMAIL"',
      '--data-urlencode "password=$PASSWORD"',
    ),
    status: 302,
  },
  {
    operation: 'POST /api/tokens',
    title: 'Make a token',
    command: lines(
      'curl -b cookies.txt "$CUTROOM_URL/api/tokens"',
      json,
      `-d '{"name": "Walk-through", "scopes": ["read", "write"]}'`,
    ),
    keep: { TOKEN: 'token', TOKEN_ID: 'id' },
  },
];

const uploading: Step[] = [
  {
    operation: 'POST /api/uploads',
    title: 'Open an upload',
    command: send(
      'POST',
      '/api/uploads',
      {
        fileName: walkThroughFile,
        contentType: 'image/jpeg',
        size: '#$SIZE',
        purpose: 'photo.image',
      },
      '-H "Idempotency-Key: $EMAIL $SIZE"',
    ).replace(/^/, `SIZE=$(($(wc -c < ${walkThroughFile})))\n`),
    keep: { UPLOAD_ID: 'id', MEDIA_ID: 'mediaId', UPLOAD_URL: 'url' },
    status: 201,
  },
  {
    operation: 'GET /api/uploads',
    title: 'See what is on its way',
    command: get('/api/uploads'),
  },
  {
    title: 'Send the bytes, straight to the store',
    command: lines(
      'curl -X PUT "$UPLOAD_URL"',
      "-H 'Content-Type: image/jpeg'",
      // Else curl waits for a word that R2 does not say.
      "-H 'Expect:'",
      `-T ${walkThroughFile}`,
    ),
    status: 200,
  },
  {
    operation: 'GET /api/uploads/{id}',
    title: 'Look at the upload',
    command: get('/api/uploads/$UPLOAD_ID'),
  },
  {
    operation: 'POST /api/uploads/{id}/complete',
    title: 'Say that it is whole',
    command: post('/api/uploads/$UPLOAD_ID/complete', {}),
  },
  {
    operation: 'POST /api/media/upload',
    title: 'Or send a file in one go, through the app',
    command: lines(
      'curl "$CUTROOM_URL/api/media/upload"',
      auth,
      '-F purpose=photo.image',
      `-F file=@${walkThroughFile}`,
    ),
    status: 201,
  },
];

const usingMedia: Step[] = [
  {
    operation: 'GET /api/media/{id}',
    title: 'Wait until it is ready',
    command: get('/api/media/$MEDIA_ID'),
    keep: { VERSION: 'version' },
    until: { field: 'status', is: 'ready' },
  },
  {
    operation: 'GET /api/media',
    title: 'List pictures',
    command: get('/api/media?type=image&status=ready&pageSize=20'),
  },
  {
    operation: 'PATCH /api/media/{id}',
    title: 'Describe the picture, from the version that was read',
    command: patch('/api/media/$MEDIA_ID', { alt: 'The harbour at dawn', version: '#$VERSION' }),
  },
  {
    operation: 'GET /api/media/{id}/files/{name}',
    title: 'Save the file under its own name',
    command: get('/api/media/$MEDIA_ID/files/original?download=1', '-L -o downloaded.jpg'),
  },
  {
    operation: 'GET /api/media/{id}/renditions',
    title: 'See what was made of it',
    command: get('/api/media/$MEDIA_ID/renditions'),
  },
  {
    operation: 'GET /api/media/stats',
    title: 'Count what there is',
    command: get('/api/media/stats'),
  },
  {
    operation: 'GET /api/media/states',
    title: 'Ask how several stand',
    command: get('/api/media/states?ids=$MEDIA_ID'),
  },
  {
    operation: 'POST /api/media/bulk',
    title: 'Show it to everybody',
    command: post('/api/media/bulk', { ids: ['$MEDIA_ID'], action: 'publish' }),
  },
];

const cataloguing: Step[] = [
  {
    operation: 'POST /api/photos',
    title: 'Make a photo of it',
    command: post('/api/photos', { mediaId: '$MEDIA_ID', title: 'Harbour' }),
    keep: { PHOTO_ID: 'id' },
    status: 201,
  },
  { operation: 'GET /api/photos', title: 'List photos', command: get('/api/photos?sort=title') },
  {
    operation: 'GET /api/media/{id}/uses',
    title: 'See where the picture is used',
    command: get('/api/media/$MEDIA_ID/uses'),
  },
  {
    operation: 'PATCH /api/photos/{id}',
    title: 'Give the photo another title',
    command: patch('/api/photos/$PHOTO_ID', { title: 'Harbour at dawn', version: 1 }),
  },
  {
    operation: 'POST /api/albums',
    title: 'Put it into an album',
    command: post('/api/albums', { title: 'At the sea', photoIds: ['$PHOTO_ID'] }),
    keep: { ALBUM_ID: 'id' },
    status: 201,
  },
  {
    operation: 'GET /api/albums/{id}',
    title: 'Read the album',
    command: get('/api/albums/$ALBUM_ID'),
  },
  {
    operation: 'POST /api/films',
    title: 'Make a film',
    command: post('/api/films', { title: 'The Harbour', synopsis: '<p>A day at the sea.</p>' }),
    keep: { FILM_ID: 'id' },
    status: 201,
  },
  {
    operation: 'PATCH /api/films/{id}',
    title: 'Publish the film',
    command: patch('/api/films/$FILM_ID', { publishedAt: '2026-01-01T08:00:00Z', version: 1 }),
  },
  {
    operation: 'GET /api/films',
    title: 'List published films, a page at a time',
    command: get('/api/films?state=published&pageSize=10'),
  },
  {
    operation: 'POST /api/products',
    title: 'Make a product with two variants',
    command: post('/api/products', {
      ...{ title: 'Enamel mug', sku: 'MUG-$UPLOAD_ID', price: 14.5, currency: 'EUR' },
      variants: [
        { name: 'Blue', options: { Colour: 'Blue' } },
        { name: 'White', options: { Colour: 'White' } },
      ],
    }).replace('$UPLOAD_ID', `'"\${UPLOAD_ID%%-*}"'`),
    keep: { PRODUCT_ID: 'id' },
    status: 201,
  },
];

const leaving: Step[] = [
  {
    operation: 'DELETE /api/products/{id}',
    title: 'Delete the product',
    command: remove('/api/products/$PRODUCT_ID'),
    status: 204,
  },
  {
    operation: 'POST /api/products/{id}/restore',
    title: 'Bring it back from the trash',
    command: post('/api/products/$PRODUCT_ID/restore', {}),
  },
  {
    operation: 'POST /api/films/bulk',
    title: 'Delete several films',
    command: post('/api/films/bulk', { ids: ['$FILM_ID'], action: 'delete' }),
  },
  {
    operation: 'DELETE /api/media/{id}',
    title: 'Delete the picture, and the photo made of it',
    command: remove('/api/media/$MEDIA_ID?force=1'),
    status: 204,
  },
  {
    operation: 'GET /api/ready',
    title: 'Ask whether everything answers',
    command: 'curl "$CUTROOM_URL/api/ready"',
  },
  {
    operation: 'DELETE /api/tokens/{id}',
    title: 'Revoke the token',
    command: remove('/api/tokens/$TOKEN_ID'),
    status: 204,
  },
];

export const walkThrough: readonly Step[] = [
  ...signingIn,
  ...uploading,
  ...usingMedia,
  ...cataloguing,
  ...leaving,
];
