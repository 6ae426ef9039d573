// Makes readable addresses of titles, for the form and for the server alike.

// What makes one unique has room behind it.
const longest = 100;

/**
 * Lower-case words joined by hyphens, accents removed: `Été à Paris!` → `ete-a-paris`. Empty when
 * nothing of the title can be spelled in ASCII.
 */
export function slugFrom(title: string): string {
  return title
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[’']/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longest)
    .replace(/^-+|-+$/g, '');
}
