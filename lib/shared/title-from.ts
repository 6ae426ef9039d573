// What something made of a file is called at first.

/** The name of the file, without what says of which kind it is. */
export function titleFrom(fileName: string): string {
  return fileName.replace(/\.[^.]+$/, '').slice(0, 200);
}
