'use client';
// A price as people write it, and its currency.
import { useLocale, useTranslations } from 'next-intl';
import { type Ref, useState } from 'react';
import { useController } from 'react-hook-form';
import { type ControlProps, Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { formatPrice } from '#lib/client/format.ts';
import { parsePrice, typedPrice } from '#lib/client/money.ts';
import { useFieldMessage } from '#lib/client/use-field-message.ts';
import { useIsHydrated } from '#lib/client/use-is-hydrated.ts';
import { CurrencySelect } from './currency-select.tsx';
import type { ProductForm } from './use-product-form.ts';

export function PriceFields({ control }: Pick<ProductForm, 'control'>) {
  const t = useTranslations('product');
  const locale = useLocale();
  const isHydrated = useIsHydrated();
  const fieldMessage = useFieldMessage();
  const { field: price, fieldState: priceState } = useController({ control, name: 'price' });
  const { field: chosen, fieldState: currencyState } = useController({ control, name: 'currency' });
  const amount = price.value ?? null;
  const currency = chosen.value ?? null;
  // The server may write money a little differently than the browser.
  const isReadable = isHydrated && amount !== null && !Number.isNaN(amount);
  return (
    <div className="grid grid-cols-2 gap-3">
      <Field
        label={t('price')}
        hint={isReadable ? formatPrice(amount, currency, locale) : t('priceHint')}
        error={fieldMessage(priceState.error?.message)}
      >
        {(props) => (
          <PriceInput
            {...props}
            ref={price.ref}
            value={amount}
            currency={currency}
            onChange={price.onChange}
            onBlur={price.onBlur}
          />
        )}
      </Field>
      <Field label={t('currency')} error={fieldMessage(currencyState.error?.message)}>
        {(props) => (
          <CurrencySelect
            {...props}
            ref={chosen.ref}
            value={currency}
            onChange={chosen.onChange}
            onBlur={chosen.onBlur}
          />
        )}
      </Field>
    </div>
  );
}

type PriceInputProps = ControlProps & {
  /** NaN while what is typed is no price. */
  value: number | null;
  currency: string | null;
  onChange: (price: number | null) => void;
  onBlur: () => void;
  ref: Ref<HTMLInputElement>;
};

function PriceInput({ value, currency, onChange, onBlur, ...props }: PriceInputProps) {
  const locale = useLocale();
  const [typed, setTyped] = useState<{ text: string; value: number | null } | null>(null);
  const write = (price: number | null) =>
    price === null || Number.isNaN(price) ? '' : typedPrice(price, currency, locale);
  // What was typed stays as it was typed, until the form gets another price from elsewhere.
  const text = typed && Object.is(typed.value, value) ? typed.text : write(value);
  return (
    <Input
      {...props}
      inputMode="decimal"
      autoComplete="off"
      value={text}
      onChange={({ target }) => {
        const read = parsePrice(target.value, locale);
        setTyped({ text: target.value, value: read });
        onChange(read);
      }}
      onBlur={() => {
        if (!Number.isNaN(value)) setTyped(null);
        onBlur();
      }}
    />
  );
}
