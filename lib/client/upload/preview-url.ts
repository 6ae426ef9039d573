// A local address for a file of this tab, to show it before the server can.

const urls = new WeakMap<File, string>();

/**
 * The same address for the same file as long as the tab lives. It is not given back: a player may
 * still read from it, and a file on disk takes no memory until it is read.
 */
export function previewUrl(file: File): string {
  const url = urls.get(file) ?? URL.createObjectURL(file);
  urls.set(file, url);
  return url;
}
