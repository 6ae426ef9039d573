// All products one may see.
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { ProductList } from '#components/products/product-list.tsx';
import { LoadingList } from '#components/records/loading-records.tsx';
import { requireActor } from '#lib/auth/session.ts';
import { listProducts } from '#lib/catalog/products.ts';
import { ports } from '#lib/ports/ports.ts';
import { productListQuerySchema } from '#lib/shared/schemas/product.ts';
import { type Asked, FirstPage } from '../first-page.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('records');
  return { title: t('product.title') };
}

export default async function ProductsPage({ searchParams }: { searchParams: Asked }) {
  const actor = await requireActor();
  return (
    <Suspense fallback={<LoadingList noun="product" layout="rows" />}>
      <FirstPage
        noun="product"
        asked={searchParams}
        read={(query) =>
          listProducts(productListQuerySchema.parse(query), { actor, ports: ports() })
        }
      >
        <ProductList />
      </FirstPage>
    </Suspense>
  );
}
