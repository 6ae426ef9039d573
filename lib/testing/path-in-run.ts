// What a stored rendition is, whichever attempt stored it.

/** `2/poster/poster.jpg` of the key of a rendition: without its media, and without the number of the attempt. */
export function pathInRun(key: string): string {
  return key.replace(/^renditions\/[^/]+\/(\d+)(?:-[0-9a-f]+)?\/(\d+\/)?/, '$1/');
}
