// The way in.
import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { SignInForm } from '#components/auth/sign-in-form.tsx';
import { Logo } from '#components/layout/logo.tsx';
import { PreferencesMenu } from '#components/layout/preferences-menu.tsx';
import { contentId } from '#components/layout/skip-link.tsx';
import { currentActor } from '#lib/auth/session.ts';
import { sameOriginPath } from '#lib/client/same-origin-path.ts';
import { pagePreferences } from '#lib/http/page-preferences.ts';
import { pages } from '#lib/shared/paths.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('signIn');
  return { title: t('title') };
}

type SignInPageProps = { searchParams: Promise<{ callbackUrl?: string | string[] }> };

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const [t, app, { callbackUrl }] = await Promise.all([
    getTranslations('signIn'),
    getTranslations('app'),
    searchParams,
  ]);
  const target = sameOriginPath([callbackUrl].flat()[0], pages.films());
  if (await currentActor()) redirect(target);
  return (
    <div className="mx-auto grid min-h-dvh max-w-md grid-rows-[auto_1fr] px-5 py-5">
      <header className="-mr-3 flex items-center justify-between">
        <span className="flex items-center gap-2.5 font-semibold text-lg tracking-tight">
          <Logo />
          {app('name')}
        </span>
        <PreferencesMenu preferences={await pagePreferences()} />
      </header>
      <main id={contentId} tabIndex={-1} className="grid content-center gap-8 py-12 outline-none">
        <div className="grid gap-2">
          <h1 className="font-semibold text-3xl">{t('title')}</h1>
          <p className="text-ink-muted">{t('intro')}</p>
        </div>
        <SignInForm callbackUrl={target} />
      </main>
    </div>
  );
}
