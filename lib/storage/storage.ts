// The port every object store implements; the contract test says what each verb promises.
import 'server-only';
import type { Readable } from 'node:stream';

/** A request the browser may make once it holds it. The headers are signed: send them verbatim. */
export type SignedRequest = { url: string; headers: Record<string, string> };

export type ObjectFacts = {
  key: string;
  byteSize: number;
  etag: string;
  contentType: string;
  modifiedAt: Date;
};

export type StoredPart = { partNumber: number; byteSize: number; etag: string };

export type OpenMultipart = { key: string; multipartId: string; startedAt: Date };

export type ListedObject = { key: string; byteSize: number; modifiedAt: Date };

/**
 * A store can have several addresses for browsers, which open only six connections to each host.
 * `first` names one of them always, `all` spreads the requests over them, the same request always
 * to the same one.
 */
export type Hosts = 'first' | 'all';

/** `from` and `to` are inclusive byte positions, as in a Range header. */
export type ByteRange = { from: number; to: number };

export type NewObject = { key: string; contentType: string; cacheControl?: string };

/** Every verb throws `AppError('storage_unavailable')` when the store does not answer. */
export type Storage = {
  /** Presigned PUT of one whole object: size and type are part of the signature. */
  signPut(input: {
    key: string;
    byteSize: number;
    contentType: string;
    expiresInSeconds: number;
    /** `first` unless told. */
    hosts?: Hosts;
  }): Promise<SignedRequest>;
  /** Presigned UploadPart: the size is part of the signature. */
  signPart(input: {
    key: string;
    multipartId: string;
    partNumber: number;
    byteSize: number;
    expiresInSeconds: number;
    /** `first` unless told. */
    hosts?: Hosts;
  }): Promise<SignedRequest>;
  /** Presigned GET for a browser. `downloadName` makes the browser save the file under that name. */
  signGet(input: {
    key: string;
    expiresInSeconds: number;
    /** What the address can be used with; GET unless told. */
    method?: 'GET' | 'HEAD';
    downloadName?: string;
    /** What the answer says of how it may be kept, instead of what the object was stored with. */
    cacheControl?: string;
    /** From when on it is good: now unless told. The same moment makes the same address. */
    signedAt?: Date;
  }): Promise<string>;

  startMultipart(object: NewObject): Promise<string>;
  /** One part out of memory; the store verifies what arrived. Throws `upload_expired` when the session is gone. */
  writePart(part: {
    key: string;
    multipartId: string;
    partNumber: number;
    body: Uint8Array;
  }): Promise<void>;
  /** All stored parts in order of number, however many pages they take; null when the session is gone. */
  listParts(input: { key: string; multipartId: string }): Promise<StoredPart[] | null>;
  /** Throws `upload_incomplete` when the store refuses the parts, `upload_expired` when the session is gone. */
  completeMultipart(input: {
    key: string;
    multipartId: string;
    parts: StoredPart[];
  }): Promise<void>;
  /** Idempotent. */
  abortMultipart(input: { key: string; multipartId: string }): Promise<void>;
  /** Unfinished multipart sessions, page by page. */
  openMultiparts(): AsyncIterable<OpenMultipart>;

  /** Null when there is no such object. */
  head(key: string): Promise<ObjectFacts | null>;
  /** Throws `not_found` when there is no such object. */
  read(key: string, range?: ByteRange): Promise<Readable>;
  writeBytes(object: NewObject & { body: Uint8Array }): Promise<void>;
  /** Streams a local file of any size in constant memory. */
  writeFile(object: NewObject & { path: string }): Promise<void>;
  /**
   * Stores what comes, however much it is, in memory of a few parts. There is no object before the end
   * of `body`, and none when that fails: then what was stored is gone, too.
   */
  writeStream(
    object: NewObject & {
      body: Readable;
      /** Told of the multipart session once there is one. */
      onMultipart?: (multipartId: string) => Promise<void>;
    },
  ): Promise<void>;
  /** Downloads to a local file in constant memory. */
  readToFile(key: string, path: string): Promise<void>;
  /** Idempotent; any number of keys. Keys the store could not delete come back with the reason. */
  remove(keys: string[]): Promise<{ key: string; message: string }[]>;
  /** All objects below a prefix, page by page, in key order; those that come after a key, if told. */
  list(prefix: string, after?: string): AsyncIterable<ListedObject>;
  /** Resolves when the bucket answers, throws otherwise. */
  ping(): Promise<void>;
};
