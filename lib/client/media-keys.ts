// What media are remembered by in the cache of the browser.

export const mediaKeys = {
  one: (id: string) => ['media', id] as const,
  /** Below the media itself: what is asked again of it is asked again of them. */
  renditions: (id: string) => ['media', id, 'renditions'] as const,
  uses: (id: string) => ['media', id, 'uses'] as const,
  lists: ['media', 'list'] as const,
  list: (search: string) => ['media', 'list', search] as const,
  states: ['media', 'states'] as const,
};
