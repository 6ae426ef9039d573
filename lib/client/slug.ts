// Suggests the address of a page from its title.

/** Lower-case words joined by hyphens, accents removed, at most 120 characters; may be empty. */
export function suggestSlug(title: string): string {
  return title
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[’']/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 120)
    .replace(/^-+|-+$/g, '');
}
