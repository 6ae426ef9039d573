'use client';
// The menu of the person: who one is, language, looks, settings, the way out.
import { LogOut, Settings } from 'lucide-react';
import { signOut } from 'next-auth/react';
import { useTranslations } from 'next-intl';
import { useLeave } from '#components/forms/leave-guard.tsx';
import { Button } from '#components/ui/button.tsx';
import { Menu, MenuItem, MenuLink, MenuSeparator } from '#components/ui/menu.tsx';
import { pages } from '#lib/shared/paths.ts';
import { LanguageChoice, type Preferences, ThemeChoice } from './preferences.tsx';

export type Person = { name: string; email: string; role: 'admin' | 'editor' };

export function UserMenu({ person, preferences }: { person: Person; preferences: Preferences }) {
  const t = useTranslations('menu');
  const leave = useLeave();
  const leaveStudio = () => void signOut({ callbackUrl: pages.signIn() });
  return (
    <Menu
      trigger={
        <Button look="quiet" size="icon" aria-label={t('account', { name: person.name })}>
          <span
            aria-hidden
            className="grid size-8 place-items-center rounded-full bg-accent-soft font-semibold text-accent-strong text-xs"
          >
            {initials(person.name)}
          </span>
        </Button>
      }
    >
      <div className="px-2.5 pt-2 pb-1 text-sm">
        <p className="font-medium">{person.name}</p>
        <p className="text-ink-muted text-xs">
          {person.email} · {t(person.role)}
        </p>
      </div>
      <MenuSeparator />
      <LanguageChoice chooseLanguage={preferences.chooseLanguage} />
      <MenuSeparator />
      <ThemeChoice theme={preferences.theme} chooseTheme={preferences.chooseTheme} />
      <MenuSeparator />
      <MenuLink href={pages.settings()}>
        <Settings aria-hidden className="size-4" />
        {t('settings')}
      </MenuLink>
      <MenuItem onSelect={() => leave(leaveStudio)}>
        <LogOut aria-hidden className="size-4" />
        {t('signOut')}
      </MenuItem>
    </Menu>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [words.at(0), words.at(-1)] : [words[0]];
  return letters.map((word) => word?.[0]?.toUpperCase() ?? '').join('');
}
