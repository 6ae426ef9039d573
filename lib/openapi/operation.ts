// What is said of an operation beside what its route declares.
import 'server-only';
import type { Declared } from '../http/declared.ts';
import type { Method } from '../http/other-methods.ts';
import type { ErrorCode } from '../shared/errors.ts';
import type { tags } from './tags.ts';

/** `GET /api/films/{id}`: as the document spells it. */
export type OperationName =
  `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS'} /api/${string}`;

export type OperationText = {
  /** What a generated client calls it. */
  id: string;
  tag: keyof typeof tags;
  /** A heading without a full stop. */
  summary: string;
  /** One or more sentences. */
  description: string;
  /** A body that is right. */
  body?: unknown;
  /** Of what is in the path or the query, where the name does not say it. */
  params?: Readonly<Record<string, string>>;
  /** Headers it looks at. */
  headers?: Readonly<Record<string, string>>;
  /** Codes beside those all of its kind may answer with. */
  fails?: readonly ErrorCode[];
};

export type OperationTexts = Partial<Record<OperationName, OperationText>>;

/** One operation: what its route declared, and what is said of it. */
export type Described = { path: string; method: Method; declared: Declared; text: OperationText };
