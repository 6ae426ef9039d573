// The addresses of a file and of what was made of it, whole, as they can be handed on.
import { type RenditionName, renditionNames } from '#lib/shared/renditions.ts';
import type { Media } from '#lib/shared/schemas/media.ts';

export type FileAddress = {
  name: 'original' | RenditionName;
  url: string;
  /** Whether it leads to this app, which sends on to the store, or to the bucket itself. */
  isThroughApp: boolean;
};

/** `origin` is that of this page. The original comes first, then what people ask for by hand. */
export function fileAddresses({ urls }: Pick<Media, 'urls'>, origin: string): FileAddress[] {
  return (['original', ...renditionNames] as const).flatMap((name) => {
    const address = urls[name];
    if (address === undefined) return [];
    const url = new URL(address, origin);
    return [{ name, url: url.href, isThroughApp: url.origin === origin }];
  });
}
