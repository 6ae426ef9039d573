// For tests: signs requests with the AWS signer and sends them byte for byte, which no HTTP library does.
import { createHash } from 'node:crypto';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';

export const testCredentials = { accessKeyId: 'test-key', secretAccessKey: 'test-secret' };
export const testBucket = 'media';

export type Wire = {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body?: Uint8Array | string;
};

export type Reply = { status: number; headers: IncomingHttpHeaders; body: Buffer; text: string };

type SigningChoices = { credentials?: typeof testCredentials; signedAt?: Date };

/** The address of a key as S3 clients write it. */
export function objectPath(key: string): string {
  const escapeSegment = (segment: string) =>
    encodeURIComponent(segment).replace(
      /[!'()*]/g,
      (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  return `/${testBucket}/${key.split('/').map(escapeSegment).join('/')}`;
}

function signer({ credentials = testCredentials }: SigningChoices) {
  return new SignatureV4({
    credentials,
    region: 'auto',
    service: 's3',
    sha256: Sha256,
    // S3 alone escapes a path once, not twice.
    uriEscapePath: false,
    applyChecksum: false,
  });
}

const toSign = ({ method, path, query, headers }: Wire, host: string) => ({
  method,
  protocol: 'http:',
  hostname: host,
  path,
  query,
  headers: { host, ...headers },
});

/** A request signed in its Authorization header, with the hash of its body. */
export async function signHeader(wire: Wire, host: string, choices: SigningChoices = {}) {
  const hash = createHash('sha256')
    .update(wire.body ?? '')
    .digest('hex');
  const headers = { 'x-amz-content-sha256': hash, ...wire.headers };
  const signed = await signer(choices).sign(toSign({ ...wire, headers }, host), {
    signingDate: choices.signedAt,
  });
  return { ...wire, headers: signed.headers };
}

/** A request signed in its address: all given headers are bound. */
export async function signAddress(
  wire: Wire,
  host: string,
  choices: SigningChoices & { expiresIn?: number } = {},
) {
  const hashed = {
    ...wire,
    headers: { ...wire.headers, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
  };
  const signed = await signer(choices).presign(toSign(hashed, host), {
    expiresIn: choices.expiresIn ?? 600,
    signingDate: choices.signedAt,
    signableHeaders: new Set(['content-type', 'content-length']),
    unhoistableHeaders: new Set(['x-amz-checksum-sha256']),
  });
  const query = Object.fromEntries(
    Object.entries(signed.query ?? {}).map(([name, value]) => [name, String(value)]),
  );
  const { 'x-amz-content-sha256': _, ...headers } = signed.headers;
  return { ...wire, query, headers };
}

/** Sends exactly what it is given: no normalising, no added or dropped headers. */
export function send(url: string, { method, path, query, headers, body }: Wire): Promise<Reply> {
  const { hostname, port } = new URL(url);
  const search = Object.entries(query)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      { hostname, port, method, path: search ? `${path}?${search}` : path, headers, agent: false },
      (response) => {
        buffer(response).then(
          (bytes) =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: bytes,
              text: bytes.toString(),
            }),
          reject,
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

type CallOptions = Partial<Pick<Wire, 'query' | 'headers' | 'body'>>;

/** A client of one running store: signs and sends. `target` is a key, or empty for the bucket. */
export function createSignedClient(url: string) {
  const { host } = new URL(url);
  const wire = (
    method: string,
    key: string,
    { query = {}, headers = {}, body }: CallOptions,
  ): Wire => ({
    method,
    path: key === '' ? `/${testBucket}` : objectPath(key),
    query,
    headers:
      body === undefined
        ? headers
        : { 'content-length': String(Buffer.byteLength(body)), ...headers },
    body,
  });
  const call = async (method: string, key: string, options: CallOptions = {}): Promise<Reply> =>
    send(url, await signHeader(wire(method, key, options), host));
  return { url, host, wire, call };
}

export type SignedClient = ReturnType<typeof createSignedClient>;

/** The S3 code of an XML error. */
export const errorCode = (reply: Reply) => /<Code>(\w+)<\/Code>/.exec(reply.text)?.[1];

/** The texts of all elements of that name, with references resolved. */
export const texts = (xml: string, element: string): string[] =>
  [...xml.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, 'g'))].map(([, text = '']) =>
    text.replace(/&#x([0-9a-f]+);/g, (_, hex: string) =>
      String.fromCodePoint(Number.parseInt(hex, 16)),
    ),
  );
