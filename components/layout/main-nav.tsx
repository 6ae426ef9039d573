'use client';
// Where one can go; the place one is at is marked.
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { Role } from '#lib/shared/actor.ts';
import { pages } from '#lib/shared/paths.ts';

export function MainNav({ role }: { role: Role }) {
  const t = useTranslations('navigation');
  const pathname = usePathname();
  const places = [
    { href: pages.films(), label: t('films') },
    { href: pages.library(), label: t('library') },
    ...(role === 'admin' ? [{ href: pages.system(), label: t('system') }] : []),
  ];
  return (
    <nav aria-label={t('label')} className="min-w-0 flex-1 overflow-x-auto">
      <ul className="flex gap-1 p-1">
        {places.map(({ href, label }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={pathname.startsWith(href) ? 'page' : undefined}
              className="block rounded-md px-3 py-2 font-medium text-ink-muted text-sm transition-colors hover:text-ink aria-[current=page]:bg-sunken aria-[current=page]:text-ink"
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
