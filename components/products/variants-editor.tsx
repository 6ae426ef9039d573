'use client';
// The variants of a product, each with its options and images.
import { Plus, Undo2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Fragment } from 'react';
import { SortableList } from '#components/sorting/sortable-list.tsx';
import { useSorting } from '#components/sorting/use-sorting.ts';
import { Button } from '#components/ui/button.tsx';
import { FieldError } from '#components/ui/field.tsx';
import { useFieldMessage } from '#lib/client/use-field-message.ts';
import type { Media } from '#lib/shared/schemas/media.ts';
import { mostVariantsOfProduct } from '#lib/shared/schemas/product.ts';
import { OptionNames } from './option-names.tsx';
import { type VariantFields, variantSlot } from './product-fields.ts';
import type { ProductForm } from './use-product-form.ts';
import { type RemovedVariant, useVariants } from './use-variants.ts';
import { VariantCard } from './variant-card.tsx';

type VariantsEditorProps = {
  form: ProductForm;
  /** Names this form over the whole app; the places of its variants' files begin with it. */
  place: string;
  page: string;
  /** The images the saved product has. */
  known: readonly Media[];
};

export function VariantsEditor({ form, place, page, known }: VariantsEditorProps) {
  const t = useTranslations('product');
  const fieldMessage = useFieldMessage();
  const slotOf = (variant: VariantFields) => `${place}:${variantSlot(variant)}`;
  const variants = useVariants(form, slotOf);
  const { errors } = form.formState;
  const fault = errors.variants?.root?.message ?? errors.variants?.message;
  const count = variants.variants.length;
  const keys = variants.variants.map(keyOf);
  const sorting = useSorting({
    keys,
    nameOf: variants.nameAt,
    help: t('dragHelp'),
    onMove: (key, to) => variants.put(keys.indexOf(key), to),
  });
  const notice = variants.removed && (
    <Removed removed={variants.removed} onUndo={variants.bringBack} />
  );
  return (
    <div className="grid grid-cols-1 gap-5">
      <p className="text-ink-muted text-sm">{t('variantsHint')}</p>
      {count > 0 && (
        <OptionNames
          names={variants.optionNames}
          onAdd={variants.addOption}
          onRename={variants.renameOption}
          onRemove={variants.removeOption}
        />
      )}
      <SortableList keys={keys} layout="column" context={sorting.context}>
        <ol aria-label={t('variants')} className="grid grid-cols-1 gap-4 empty:hidden">
          {variants.variants.map((variant, index) => (
            <Fragment key={keyOf(variant)}>
              {variants.removed?.index === index && notice}
              <VariantCard
                sortKey={keyOf(variant)}
                form={form}
                index={index}
                count={count}
                optionNames={variants.optionNames}
                slot={slotOf(variant)}
                page={page}
                known={known}
                onMove={(to) => variants.move(index, to)}
                onDuplicate={() => variants.duplicate(index)}
                onRemove={() => variants.remove(index)}
              />
            </Fragment>
          ))}
          {variants.removed && variants.removed.index >= count && notice}
        </ol>
      </SortableList>
      {fault && <FieldError>{fieldMessage(fault)}</FieldError>}
      <Button
        look="secondary"
        disabled={count >= mostVariantsOfProduct}
        onClick={variants.add}
        className="justify-self-start"
      >
        <Plus aria-hidden className="size-4.5" />
        {t('addVariant')}
      </Button>
      <p role="status" className="sr-only">
        {variants.said}
      </p>
    </div>
  );
}

function keyOf(variant: VariantFields & { fieldId: string }): string {
  return variant.key ?? variant.fieldId;
}

type RemovedProps = { removed: RemovedVariant; onUndo: () => void };

/** Stands where the variant stood, and takes over the keyboard from its button. */
function Removed({ removed, onUndo }: RemovedProps) {
  const t = useTranslations('product');
  const name = removed.variant.name || t('unnamed', { number: removed.index + 1 });
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-lg border border-line border-dashed px-4 py-2.5 text-sm">
      <span className="min-w-0 break-words">{t('variantRemoved', { name })}</span>
      <Button look="secondary" size="small" onClick={onUndo} ref={focus}>
        <Undo2 aria-hidden className="size-4" />
        {t('undo')}
      </Button>
    </li>
  );
}

/** Outside the component, so that it happens only once. */
function focus(button: HTMLButtonElement | null): void {
  button?.focus();
}
