'use client';
// Chooses a currency. The browser's own list: it is long, and found by typing on every device.
import { useLocale, useTranslations } from 'next-intl';
import { type ComponentProps, useMemo } from 'react';
import { controlClasses } from '#components/ui/input.tsx';
import { commonCurrencies, currencyLabel, otherCurrencies } from '#lib/client/currencies.ts';
import { useIsHydrated } from '#lib/client/use-is-hydrated.ts';

type CurrencySelectProps = Omit<ComponentProps<'select'>, 'value' | 'onChange' | 'className'> & {
  value: string | null;
  onChange: (currency: string | null) => void;
};

export function CurrencySelect({ value, onChange, ...props }: CurrencySelectProps) {
  const t = useTranslations('product');
  return (
    <select
      {...props}
      value={value ?? ''}
      onChange={({ target }) => onChange(target.value || null)}
      className={`${controlClasses} h-11 cursor-pointer text-ellipsis px-3`}
    >
      {value === null && <option value="">{t('noCurrency')}</option>}
      <Currencies chosen={value} />
    </select>
  );
}

/** Names may differ between the server and the browser: until the browser draws, the code must do. */
function Currencies({ chosen }: { chosen: string | null }) {
  const t = useTranslations('product');
  const locale = useLocale();
  const isHydrated = useIsHydrated();
  const groups = useMemo(() => {
    const label = (code: string) => ({ code, label: currencyLabel(code, locale) });
    return isHydrated
      ? { common: commonCurrencies.map(label), others: otherCurrencies(chosen).map(label) }
      : null;
  }, [isHydrated, locale, chosen]);
  if (!groups) return chosen && <option value={chosen}>{chosen}</option>;
  return (
    <>
      <optgroup label={t('commonCurrencies')}>{groups.common.map(option)}</optgroup>
      <optgroup label={t('otherCurrencies')}>{groups.others.map(option)}</optgroup>
    </>
  );
}

function option({ code, label }: { code: string; label: string }) {
  return (
    <option key={code} value={code}>
      {label}
    </option>
  );
}
