// The failure that is nobody's answer: the connection broke, stalled or never opened.

/** Thrown when no answer arrived at all; trying again may help. */
export class NetworkError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'NetworkError';
  }
}
