// The form of a new product.
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PageHeader } from '#components/layout/page-header.tsx';
import { ProductForm } from '#components/products/product-form.tsx';
import { requireActor } from '#lib/auth/session.ts';
import { pages } from '#lib/shared/paths.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('product');
  return { title: t('newTitle') };
}

export default async function NewProductPage() {
  await requireActor();
  const t = await getTranslations('product');
  return (
    <>
      <PageHeader title={t('newTitle')} back={{ href: pages.products(), label: t('back') }} />
      <ProductForm />
    </>
  );
}
