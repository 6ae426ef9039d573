'use client';
// Where one can go; the place one is at is marked, and in sight where not all of them fit.
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import type { Role } from '#lib/shared/actor.ts';
import { pages } from '#lib/shared/paths.ts';

export function MainNav({ role }: { role: Role }) {
  const t = useTranslations('navigation');
  const pathname = usePathname();
  const places = [
    { href: pages.films(), label: t('films') },
    { href: pages.videos(), label: t('videos') },
    { href: pages.photos(), label: t('photos') },
    { href: pages.albums(), label: t('albums') },
    { href: pages.products(), label: t('products') },
    { href: pages.library(), label: t('library') },
    ...(role === 'admin' ? [{ href: pages.system(), label: t('system') }] : []),
  ];
  const current = places.find(({ href }) => pathname.startsWith(href))?.href;
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    if (nav.current && current) showInMiddle(nav.current);
  }, [current]);
  return (
    <nav
      ref={nav}
      aria-label={t('label')}
      className="min-w-0 flex-1 overflow-x-auto [scrollbar-width:none] max-sm:order-last max-sm:-mx-1 max-sm:basis-full"
    >
      <ul className="flex gap-1 p-1">
        {places.map(({ href, label }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={href === current ? 'page' : undefined}
              className="block whitespace-nowrap rounded-md px-3 py-2 font-medium text-ink-muted text-sm transition-colors hover:text-ink aria-[current=page]:bg-sunken aria-[current=page]:text-ink"
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Sideways only: the page itself stays where it is. */
function showInMiddle(nav: HTMLElement): void {
  const link = nav.querySelector('[aria-current]')?.getBoundingClientRect();
  if (!link) return;
  const { left, width } = nav.getBoundingClientRect();
  nav.scrollLeft += link.left + link.width / 2 - (left + width / 2);
}
