'use client';
// Files a film or a video under a category, or under a new one.
import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Select } from '#components/ui/select.tsx';
import { categoriesQuery, useCreateCategory } from '#lib/client/categories.ts';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import { useFieldMessage } from '#lib/client/use-field-message.ts';
import { AppError } from '#lib/shared/errors.ts';
import { categoryInputSchema } from '#lib/shared/schemas/category.ts';

/** A select cannot have an empty value. */
const none = 'none';

type CategoryFieldProps = {
  value: string | null;
  onChange: (categoryId: string | null) => void;
  error?: string;
};

export function CategoryField({ value, onChange, error }: CategoryFieldProps) {
  const t = useTranslations('categories');
  const [isAdding, setAdding] = useState(false);
  const categories = useQuery(categoriesQuery());
  const options = [
    { value: none, label: t('none') },
    ...(categories.data?.results.map(({ id, name }) => ({ value: id, label: name })) ?? []),
  ];
  if (isAdding) {
    const add = (id: string) => {
      onChange(id);
      setAdding(false);
    };
    return <NewCategory onAdded={add} onCancel={() => setAdding(false)} />;
  }
  return (
    <Field label={t('one')} error={error}>
      {(control) => (
        <div className="flex gap-2">
          <Select
            {...control}
            value={value ?? none}
            options={options}
            onValueChange={(chosen) => onChange(chosen === none ? null : chosen)}
          />
          <Button
            look="secondary"
            size="icon"
            aria-label={t('new')}
            title={t('new')}
            onClick={() => setAdding(true)}
            className="size-11"
          >
            <Plus aria-hidden className="size-4.5" />
          </Button>
        </div>
      )}
    </Field>
  );
}

type NewCategoryProps = { onAdded: (id: string) => void; onCancel: () => void };

function NewCategory({ onAdded, onCancel }: NewCategoryProps) {
  const t = useTranslations('categories');
  const app = useTranslations('app');
  const fieldMessage = useFieldMessage();
  const errorSentence = useErrorSentence();
  const create = useCreateCategory();
  const [name, setName] = useState('');
  const [error, setError] = useState<string>();

  const add = () => {
    const input = categoryInputSchema.safeParse({ name });
    if (!input.success) return setError(fieldMessage(name.trim() ? 'tooLong' : 'required'));
    create.mutate(input.data.name, {
      onSuccess: (category) => {
        toast.success(t('added', { name: category.name }));
        onAdded(category.id);
      },
      onError: (thrown) => {
        const isTaken = thrown instanceof AppError && thrown.code === 'conflict';
        setError(isTaken ? fieldMessage('taken') : errorSentence(thrown));
      },
    });
  };

  return (
    <Field label={t('name')} error={error}>
      {(control) => (
        <div className="flex flex-wrap gap-2">
          <Input
            {...control}
            value={name}
            onChange={({ target }) => setName(target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              // The form must not be saved by this.
              event.preventDefault();
              add();
            }}
            ref={focus}
          />
          <Button look="secondary" size="small" isBusy={create.isPending} onClick={add}>
            {t('add')}
          </Button>
          <Button look="quiet" size="small" onClick={onCancel}>
            {app('cancel')}
          </Button>
        </div>
      )}
    </Field>
  );
}

/** The person just asked for this input. Outside the component, so that it happens only once. */
function focus(input: HTMLInputElement | null): void {
  input?.focus();
}
