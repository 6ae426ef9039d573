// Tells next-intl which language a request is answered in.
import 'server-only';
import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { chooseLocale, localeCookie } from '#lib/shared/locales.ts';

export default getRequestConfig(async () => {
  const [cookieStore, headerStore] = await Promise.all([cookies(), headers()]);
  const locale = chooseLocale(
    cookieStore.get(localeCookie)?.value,
    headerStore.get('accept-language'),
  );
  const { default: messages } = await import(`../shared/messages/${locale}.json`);
  return { locale, messages, timeZone: 'UTC' };
});
