'use client';
// The product form: the machine of every form, with the currency of the reader's language to begin with.
import { useLocale, useTranslations } from 'next-intl';
import { useRecordForm } from '#components/forms/use-record-form.ts';
import { usualCurrency } from '#lib/client/currencies.ts';
import { useCreateRecord, useUpdateRecord } from '#lib/client/records.ts';
import { pages } from '#lib/shared/paths.ts';
import { type Product, productInputSchema } from '#lib/shared/schemas/product.ts';
import { fieldsOf, patchOf, withFile } from './product-fields.ts';
import { useFieldWords } from './use-field-words.ts';

export function useProductForm(product: Product | undefined) {
  const t = useTranslations('product');
  const currency = usualCurrency(useLocale());
  return useRecordForm({
    noun: 'product',
    record: product,
    schema: productInputSchema,
    fieldsOf: (saved: Product | undefined) => fieldsOf(saved, currency),
    patchOf,
    withFile,
    ...useFieldWords(product),
    create: useCreateRecord('product'),
    update: useUpdateRecord('product', product?.id ?? ''),
    newPage: pages.newProduct(),
    editPage: pages.editProduct,
    words: {
      created: ({ title }: Product) => t('created', { title }),
      saved: ({ title }: Product) => t('saved', { title }),
    },
  });
}

export type ProductForm = ReturnType<typeof useProductForm>['form'];
