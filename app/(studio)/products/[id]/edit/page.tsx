// The form of a product that exists.
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { EditProduct } from '#components/products/edit-product.tsx';
import { requireActor } from '#lib/auth/session.ts';
import { getProduct } from '#lib/catalog/products.ts';
import { ports } from '#lib/ports/ports.ts';
import { AppError } from '#lib/shared/errors.ts';

type EditProductPageProps = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: EditProductPageProps): Promise<Metadata> {
  const { title } = await findProduct((await params).id);
  return { title };
}

export default async function EditProductPage({ params }: EditProductPageProps) {
  const product = await findProduct((await params).id);
  return <EditProduct key={product.id} product={product} />;
}

/** Asked by the page and by its metadata, looked up once. */
const findProduct = cache(async (id: string) => {
  try {
    return await getProduct(id, { actor: await requireActor(), ports: ports() });
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound();
    throw error;
  }
});
