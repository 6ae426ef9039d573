// A media that cannot be processed, with the code that ends up in its row and on its page.
import type { FailureCode } from './media-state.ts';

/** Thrown by the media rooms; processing stops and the media becomes `failed` with this code. */
export class MediaFailure extends Error {
  readonly code: FailureCode;

  constructor(code: FailureCode, message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.name = 'MediaFailure';
    this.code = code;
  }
}
