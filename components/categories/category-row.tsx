'use client';
// One category: its name, how often it is used; for admins, another name or its end.
import { Pencil, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { Button } from '#components/ui/button.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { useDeleteCategory, useRenameCategory } from '#lib/client/categories.ts';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import type { Category } from '#lib/shared/schemas/category.ts';
import { NameForm } from './name-form.tsx';

type CategoryRowProps = { category: Category; isAdmin: boolean };

export function CategoryRow({ category, isAdmin }: CategoryRowProps) {
  const t = useTranslations('categories');
  const app = useTranslations('app');
  const [isRenaming, setRenaming] = useState(false);
  const rename = useRenameCategory();
  const { id, name, useCount } = category;
  if (isRenaming) {
    const save = async (newName: string) => {
      await rename.mutateAsync({ id, name: newName });
      toast.success(t('renamed', { name: newName }));
      setRenaming(false);
    };
    return (
      <li className="p-4">
        <NameForm label={t('newName')} initial={name} submitLabel={t('save')} save={save} hasFocus>
          <Button look="quiet" onClick={() => setRenaming(false)}>
            {app('cancel')}
          </Button>
        </NameForm>
      </li>
    );
  }
  return (
    <li className="flex items-center gap-2 py-2.5 pr-2 pl-4">
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{name}</p>
        <p className="text-ink-muted text-sm">{t('uses', { count: useCount })}</p>
      </div>
      {isAdmin && (
        <>
          <IconButton
            label={t('rename', { name })}
            icon={Pencil}
            onClick={() => setRenaming(true)}
          />
          <DeleteCategory category={category} />
        </>
      )}
    </li>
  );
}

function DeleteCategory({ category: { id, name, useCount } }: { category: Category }) {
  const t = useTranslations('categories');
  const app = useTranslations('app');
  const errorSentence = useErrorSentence();
  const remove = useDeleteCategory();
  const confirm = () =>
    remove.mutateAsync(id).then(
      () => toast.success(t('deleted', { name })),
      (error: unknown) => toast.error(errorSentence(error)),
    );
  return (
    <ConfirmDialog
      title={t('deleteTitle', { name })}
      text={t('deleteText', { count: useCount })}
      confirmLabel={t('deleteConfirm')}
      cancelLabel={app('cancel')}
      onConfirm={() => void confirm()}
      trigger={<IconButton label={t('delete', { name })} icon={Trash2} />}
    />
  );
}
