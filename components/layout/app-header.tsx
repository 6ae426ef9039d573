// The bar above every page of the studio.
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { SignInBanner } from '#components/auth/sign-in-banner.tsx';
import { UploadCentre } from '#components/upload/upload-centre.tsx';
import { pages } from '#lib/shared/paths.ts';
import { Logo } from './logo.tsx';
import { MainNav } from './main-nav.tsx';
import type { Preferences } from './preferences.tsx';
import { type Person, UserMenu } from './user-menu.tsx';

export function AppHeader({ person, preferences }: { person: Person; preferences: Preferences }) {
  const t = useTranslations('app');
  return (
    <header className="sticky top-0 z-30 border-line border-b bg-canvas">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-2 px-4 max-sm:pb-1 sm:h-16 sm:flex-nowrap sm:gap-5 sm:px-6">
        <Link
          href={pages.films()}
          className="flex items-center gap-2.5 rounded-md font-semibold text-lg tracking-tight max-sm:my-2 max-sm:mr-auto"
        >
          <Logo />
          <span>{t('name')}</span>
        </Link>
        <MainNav role={person.role} />
        <div className="flex items-center gap-1">
          <UploadCentre />
          <UserMenu person={person} preferences={preferences} />
        </div>
      </div>
      <SignInBanner />
    </header>
  );
}
