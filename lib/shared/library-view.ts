// How the library shows its files, and the cookie that remembers it.

export const libraryViews = ['grid', 'list'] as const;
export type LibraryView = (typeof libraryViews)[number];

export const libraryViewCookie = 'libraryView';

/** The view a cookie names; anything else is the grid. */
export function parseLibraryView(value: string | undefined): LibraryView {
  return libraryViews.find((view) => view === value) ?? 'grid';
}
