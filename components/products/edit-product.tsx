'use client';
// The page of one product: its form, and its way into the trash.
import { useQuery } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { PageHeader } from '#components/layout/page-header.tsx';
import { Button } from '#components/ui/button.tsx';
import { recordQuery, useDeleteRecord, useRestoreRecord } from '#lib/client/records.ts';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import { pages } from '#lib/shared/paths.ts';
import type { Product } from '#lib/shared/schemas/product.ts';
import { ProductForm } from './product-form.tsx';

/** `product` is as the server knew it when the page was made: what was saved since is in the cache. */
export function EditProduct({ product }: { product: Product }) {
  const t = useTranslations('product');
  const { data } = useQuery({ ...recordQuery('product', product.id), initialData: product });
  return (
    <>
      <PageHeader title={data.title} back={{ href: pages.products(), label: t('back') }}>
        <DeleteProduct product={data} />
      </PageHeader>
      <ProductForm product={data} />
    </>
  );
}

/** Long enough to read the sentence, find the button and press it. */
const undoMs = 10_000;

function DeleteProduct({ product: { id, title } }: { product: Product }) {
  const t = useTranslations('product');
  const router = useRouter();
  const errorSentence = useErrorSentence();
  const remove = useDeleteRecord('product');
  const restore = useRestoreRecord('product');
  // Told in words that outlive this page, which is left at once.
  const undo = async () => {
    try {
      await restore.mutateAsync(id);
      toast.success(t('restored', { title }));
    } catch (error) {
      toast.error(errorSentence(error));
    }
  };
  const intoTrash = async () => {
    try {
      await remove.mutateAsync(id);
      toast.success(t('deleted', { title }), {
        duration: undoMs,
        action: { label: t('undo'), onClick: () => void undo() },
      });
      router.push(pages.products());
    } catch (error) {
      toast.error(errorSentence(error));
    }
  };
  return (
    <Button look="quiet" size="small" isBusy={remove.isPending} onClick={() => void intoTrash()}>
      <Trash2 aria-hidden className="size-4" />
      {t('delete')}
    </Button>
  );
}
