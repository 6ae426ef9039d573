'use client';
// The pages of the settings; the one that is shown is marked.
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { pages } from '#lib/shared/paths.ts';

export function SettingsNav() {
  const t = useTranslations('settings');
  const pathname = usePathname();
  const places = [
    { href: pages.tokenSettings(), label: t('tokens') },
    { href: pages.webhookSettings(), label: t('webhooks') },
  ];
  return (
    <nav
      aria-label={t('label')}
      className="-mt-3 mb-7 overflow-x-auto border-line border-b [scrollbar-width:none]"
    >
      <ul className="flex gap-5">
        {places.map(({ href, label }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={pathname.startsWith(href) ? 'page' : undefined}
              className="block whitespace-nowrap border-transparent border-b-2 px-0.5 py-2.5 font-medium text-ink-muted text-sm transition-colors hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink"
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
