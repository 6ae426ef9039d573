// Finds what is wrong somewhere within a field that holds several values.

/**
 * The first message in what the form says about such a field: of the whole (`too many`), or of one of
 * its values (`imageIds.2`). Undefined when nothing is wrong.
 */
export function messageWithin(fault: unknown): string | undefined {
  if (typeof fault !== 'object' || fault === null) return undefined;
  const { message, ref: _, ...rest } = fault as { message?: unknown; ref?: unknown };
  if (typeof message === 'string') return message;
  for (const each of Object.values(rest)) {
    const found = messageWithin(each);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The same for a list of images, whose server only says that a file is none of the caller's. */
export function imagesMessage(fault: unknown): string | undefined {
  const message = messageWithin(fault);
  return message === undefined || message === 'tooMany' || message === 'twice' ? message : 'file';
}
