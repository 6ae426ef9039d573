'use client';
// Adds a category.
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { useCreateCategory } from '#lib/client/categories.ts';
import { NameForm } from './name-form.tsx';

export function AddCategory() {
  const t = useTranslations('categories');
  const create = useCreateCategory();
  const add = async (name: string) => {
    await create.mutateAsync(name);
    toast.success(t('added', { name }));
  };
  return <NameForm label={t('name')} submitLabel={t('add')} save={add} />;
}
