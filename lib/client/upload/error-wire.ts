// Carries errors from one tab to another: copies of their own lose class and code.
import { AppError, type ErrorCode, type FieldError } from '#lib/shared/errors.ts';
import { NetworkError } from '../network-error.ts';
import { StoreRefusal } from './put-blob.ts';

export type WireError =
  | {
      kind: 'app';
      code: ErrorCode;
      message: string;
      fields: FieldError[];
      retryAfterSeconds: number | undefined;
    }
  | { kind: 'network'; message: string }
  | { kind: 'refusal'; status: number; retryAfterSeconds: number | undefined }
  | { kind: 'other'; name: string; message: string };

/** What the error says of itself; its cause stays behind. */
export function encodeError(error: unknown): WireError {
  if (error instanceof AppError) {
    const { code, message, fields, retryAfterSeconds } = error;
    return { kind: 'app', code, message, fields, retryAfterSeconds };
  }
  if (error instanceof StoreRefusal) {
    return { kind: 'refusal', status: error.status, retryAfterSeconds: error.retryAfterSeconds };
  }
  if (error instanceof NetworkError) return { kind: 'network', message: error.message };
  if (error instanceof Error) return { kind: 'other', name: error.name, message: error.message };
  return { kind: 'other', name: 'Error', message: String(error) };
}

export function decodeError(wire: WireError): Error {
  switch (wire.kind) {
    case 'app': {
      const { fields, retryAfterSeconds } = wire;
      return new AppError(wire.code, wire.message, { fields, retryAfterSeconds });
    }
    case 'refusal':
      return new StoreRefusal(wire);
    case 'network':
      return new NetworkError(wire.message);
    case 'other':
      return Object.assign(new Error(wire.message), { name: wire.name });
  }
}
