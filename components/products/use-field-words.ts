'use client';
// What the fields of a product are called and how their values read, where two versions are compared.
import { useLocale, useTranslations } from 'next-intl';
import { useFileName } from '#components/forms/use-file-name.ts';
import { formatPrice } from '#lib/client/format.ts';
import type { Product, ProductFields } from '#lib/shared/schemas/product.ts';
import type { VariantFields } from './product-fields.ts';

/** `product` is what the form was filled from: it knows images the other version may not have. */
export function useFieldWords(product: Product | undefined) {
  const t = useTranslations('product');
  const locale = useLocale();
  const none = '–';
  const fileName = useFileName(t('newImage'));

  const describe = (field: string, value: unknown, theirs: Product): string => {
    const names = imageNames([theirs, ...(product ? [product] : [])]);
    const images = (ids: readonly string[] = []) =>
      ids.map((id) => names.get(id) ?? fileName(id)).join(', ');
    const variant = ({ name, sku, options = {}, imageIds }: VariantFields) => {
      const chosen = Object.entries(options).flatMap(([option, text]) =>
        text ? [`${option}: ${text}`] : [],
      );
      return [name, sku, ...chosen, images(imageIds)].filter(Boolean).join(' · ');
    };
    if (field === 'imageIds') return images(value as string[]) || none;
    if (field === 'variants') return (value as VariantFields[]).map(variant).join('\n') || none;
    if (field === 'price' && typeof value === 'number') return formatPrice(value, null, locale);
    return value ? String(value) : none;
  };

  const labels: Record<keyof Omit<ProductFields, 'draftId'>, string> = {
    title: t('title'),
    sku: t('sku'),
    price: t('price'),
    currency: t('currency'),
    description: t('description'),
    imageIds: t('images'),
    variants: t('variants'),
  };
  return { labels, describe };
}

function imageNames(products: readonly Product[]): ReadonlyMap<string, string> {
  const images = products.flatMap((each) => [each, ...each.variants]).flatMap((of) => of.images);
  return new Map(images.map(({ id, fileName }) => [id, fileName]));
}
