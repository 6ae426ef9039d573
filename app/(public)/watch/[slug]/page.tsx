// The public page of a film.
import parseHtml from 'html-react-parser';
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { filmState } from '#components/films/film-state.ts';
import { Logo } from '#components/layout/logo.tsx';
import { PreferencesMenu } from '#components/layout/preferences-menu.tsx';
import { contentId } from '#components/layout/skip-link.tsx';
import { playsEarly } from '#components/media/plays-early.ts';
import { type WatchedVideo, WatchFilm } from '#components/player/watch-film.tsx';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { currentActor } from '#lib/auth/session.ts';
import { getPublicFilm } from '#lib/catalog/films.ts';
import { pagePreferences } from '#lib/http/page-preferences.ts';
import { offeredCaptions } from '#lib/media/deliver-captions.ts';
import { type Actor, mayChange } from '#lib/shared/actor.ts';
import { AppError } from '#lib/shared/errors.ts';
import { pages } from '#lib/shared/paths.ts';
import type { Media } from '#lib/shared/schemas/media.ts';

type WatchPageProps = { params: Promise<{ slug: string }> };

export async function generateMetadata({ params }: WatchPageProps): Promise<Metadata> {
  const film = await findFilm((await params).slug);
  return { title: film.title };
}

export default async function WatchPage({ params }: WatchPageProps) {
  const film = await findFilm((await params).slug);
  const [t, app, actor] = await Promise.all([
    getTranslations('watch'),
    getTranslations('app'),
    currentActor(),
  ]);
  const captions = film.video ? await offeredCaptions(film.video.id, actor) : [];
  const isPublic = filmState(film, new Date()) === 'published';
  return (
    <div className="mx-auto max-w-5xl sm:px-6">
      <header className="flex h-16 items-center justify-between px-4 sm:px-0">
        <Link
          href={pages.home()}
          className="flex items-center gap-2.5 rounded-md font-semibold text-lg tracking-tight"
        >
          <Logo />
          <span className="max-sm:sr-only">{app('name')}</span>
        </Link>
        <div className="flex items-center gap-2">
          {actor && mayChange(actor, film) && (
            <Button asChild look="secondary" size="small">
              <Link href={pages.editFilm(film.id)}>{t('edit')}</Link>
            </Button>
          )}
          <PreferencesMenu preferences={await pagePreferences()} />
        </div>
      </header>
      <main id={contentId} tabIndex={-1} className="grid gap-6 pb-16 outline-none">
        <WatchFilm
          title={film.title}
          video={film.video && forViewer(film.video, actor)}
          captions={captions}
          poster={film.poster?.displayUrl ?? null}
        />
        <div className="grid max-w-3xl gap-3 px-4 sm:px-0">
          {!isPublic && <Notice tone="notice">{t('draftNotice')}</Notice>}
          <h1 className="font-semibold text-3xl">{film.title}</h1>
          {film.year && <p className="text-ink-muted tabular-nums">{film.year}</p>}
          {film.synopsis && <div className="prose mt-2">{parseHtml(film.synopsis)}</div>}
        </div>
      </main>
    </div>
  );
}

/** Asked by the page and by its metadata, looked up once. */
const findFilm = cache(async (slug: string) => {
  try {
    return await getPublicFilm(decodeURIComponent(slug), await currentActor());
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound();
    throw error;
  }
});

/** Only what playing needs: the file's name and its owner are nobody's business. */
function forViewer(video: Media, actor: Actor | null): WatchedVideo {
  const { id, status, progress, width, height, duration, thumbnailUrl } = video;
  const { hls, mp4, poster, storyboard, original } = video.urls;
  const mayReadOriginal = actor !== null && mayChange(actor, video);
  const early = playsEarly(video);
  const isOriginal = early === 'original';
  return {
    id,
    status,
    progress,
    urls: {
      ...{ hls, mp4, poster, storyboard },
      ...(isOriginal && mayReadOriginal ? { original } : {}),
    },
    early: isOriginal && !mayReadOriginal ? null : early,
    width,
    height,
    duration,
    thumbnailUrl,
  };
}
