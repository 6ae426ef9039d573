'use client';
// One product in the list.
import { Package } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { RecordRow } from '#components/records/record-item.tsx';
import { RecordPicture } from '#components/records/record-picture.tsx';
import { StateBadge } from '#components/records/state-badge.tsx';
import { formatPrice } from '#lib/client/format.ts';
import { pages } from '#lib/shared/paths.ts';
import type { Product } from '#lib/shared/schemas/product.ts';

export function ProductRow({ record: product }: { record: Product }) {
  const t = useTranslations('records');
  const locale = useLocale();
  const { sku, price, currency, variants, images } = product;
  const [primary] = images;
  return (
    <RecordRow
      record={product}
      title={product.title}
      href={pages.editProduct(product.id)}
      facts={[
        sku,
        price !== null && formatPrice(price, currency, locale),
        variants.length > 0 && t('variants', { count: variants.length }),
      ]}
      picture={<RecordPicture of={images} icon={Package} shape="row" />}
      badges={primary && <StateBadge media={primary} />}
    />
  );
}
