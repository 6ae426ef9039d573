// The library: where files are brought in many at once, and found again.
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Library } from '#components/library/library.tsx';
import { apiSearch, readFilter } from '#components/library/media-filter.ts';
import { requireActor } from '#lib/auth/session.ts';
import { firstPageSize } from '#lib/client/media-pages.ts';
import { listAnswer } from '#lib/http/list-answer.ts';
import { keptLibraryView } from '#lib/http/page-preferences.ts';
import { chooseLibraryView } from '#lib/http/preferences.ts';
import { listMedia, mediaListQuerySchema } from '#lib/media/list-media.ts';
import { ports } from '#lib/ports/ports.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { api } from '#lib/shared/paths.ts';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('library');
  return { title: t('title') };
}

export default async function LibraryPage({ searchParams }: Props) {
  const actor = await requireActor();
  return (
    <Library
      first={await firstPage(await searchParams, actor)}
      keptView={await keptLibraryView()}
      keepView={chooseLibraryView}
    />
  );
}

/** What the page would ask for first; null where only the browser knows when a day begins. */
async function firstPage(asked: Awaited<Props['searchParams']>, actor: Actor) {
  const said = Object.entries(asked).filter((entry): entry is [string, string] => {
    return typeof entry[1] === 'string';
  });
  const filter = readFilter(new URLSearchParams(said));
  if (filter.from || filter.to) return null;
  const search = apiSearch(filter);
  const query = { ...Object.fromEntries(new URLSearchParams(search)), pageSize: firstPageSize };
  const page = await listMedia(mediaListQuerySchema.parse(query), { actor, ports: ports() });
  // Of the address of the next page, only the cursor is used.
  return { search, page: listAnswer(new Request(`http://localhost${api.media()}`), page) };
}
