'use client';
// One variant of a product: its name, SKU, options and images, its place among the others.
import { ArrowDown, ArrowUp, Copy, GripVertical, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useId } from 'react';
import { Controller, useWatch } from 'react-hook-form';
import { type DragHandle, useSortableItem } from '#components/sorting/use-sortable-item.ts';
import { classNames } from '#components/ui/class-names.ts';
import { Field, FieldError } from '#components/ui/field.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Input } from '#components/ui/input.tsx';
import { useFieldMessage } from '#lib/client/use-field-message.ts';
import type { Media } from '#lib/shared/schemas/media.ts';
import { imagesMessage, messageWithin } from './message-within.ts';
import { ProductImages } from './product-images.tsx';
import { SkuInput } from './sku-input.tsx';
import type { ProductForm } from './use-product-form.ts';

type VariantCardProps = {
  form: ProductForm;
  /** Names it among the others while they are dragged. */
  sortKey: string;
  index: number;
  count: number;
  optionNames: readonly string[];
  /** Names the place of its files over the whole app. */
  slot: string;
  page: string;
  known: readonly Media[];
  onMove: (to: number) => void;
  onDuplicate: () => void;
  onRemove: () => void;
};

export function VariantCard(props: VariantCardProps) {
  const { form, sortKey, index, optionNames, slot, page, known } = props;
  const t = useTranslations('product');
  const fieldMessage = useFieldMessage();
  const titleId = useId();
  const { control, register, formState } = form;
  const written = useWatch({ control, name: `variants.${index}.name` });
  const name = written || t('unnamed', { number: index + 1 });
  const faults = formState.errors.variants?.[index];
  const { item, handle, isDragging, isYielding } = useSortableItem(sortKey);
  return (
    <li
      {...item}
      className={classNames(
        'relative min-w-0 rounded-lg bg-surface',
        isDragging && 'z-10 shadow-float',
        isYielding && 'transition-transform duration-200',
      )}
    >
      <fieldset
        aria-labelledby={titleId}
        className="grid grid-cols-1 min-w-0 gap-4 rounded-lg border border-line p-4"
      >
        <div className="flex flex-wrap items-center justify-between gap-2">
          <h3 id={titleId} className="min-w-0 break-words font-semibold">
            {name}
          </h3>
          <VariantActions {...props} name={name} handle={handle} />
        </div>
        <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
          <Field label={t('variantName')} isRequired error={fieldMessage(faults?.name?.message)}>
            {(control) => (
              <Input {...control} aria-required {...register(`variants.${index}.name`)} />
            )}
          </Field>
          <Field label={t('sku')} error={fieldMessage(faults?.sku?.message)}>
            {(control) => (
              <SkuInput
                {...control}
                {...register(`variants.${index}.sku`, { setValueAs: textOrNull })}
              />
            )}
          </Field>
          <Controller
            control={control}
            name={`variants.${index}.options`}
            render={({ field }) => (
              <OptionValues
                names={optionNames}
                value={field.value ?? {}}
                onChange={field.onChange}
              />
            )}
          />
        </div>
        {faults?.options && <FieldError>{fieldMessage(messageWithin(faults.options))}</FieldError>}
        <ProductImages
          form={form}
          name={`variants.${index}.imageIds`}
          label={t('imagesOf', { name })}
          slot={slot}
          page={page}
          known={known}
          error={fieldMessage(imagesMessage(faults?.imageIds))}
        />
      </fieldset>
    </li>
  );
}

type VariantActionsProps = VariantCardProps & { name: string; handle: DragHandle };

function VariantActions({ name, index, count, handle, ...act }: VariantActionsProps) {
  const t = useTranslations('product');
  const { onMove, onDuplicate, onRemove } = act;
  const moveByKey = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onMove(index + step);
  };
  return (
    <div className="-mr-2 flex">
      {count > 1 && (
        <IconButton
          icon={GripVertical}
          label={t('move', { name })}
          {...handle}
          className="size-9 cursor-grab touch-none"
        />
      )}
      <IconButton
        icon={ArrowUp}
        label={t('moveUp', { name })}
        isWaiting={index === 0}
        onClick={() => onMove(index - 1)}
        onKeyDown={moveByKey}
      />
      <IconButton
        icon={ArrowDown}
        label={t('moveDown', { name })}
        isWaiting={index === count - 1}
        onClick={() => onMove(index + 1)}
        onKeyDown={moveByKey}
      />
      <IconButton icon={Copy} label={t('duplicate', { name })} onClick={onDuplicate} />
      <IconButton icon={Trash2} label={t('removeVariant', { name })} onClick={onRemove} />
    </div>
  );
}

const steps: Record<string, number> = { ArrowUp: -1, ArrowDown: 1 };

type OptionValuesProps = {
  names: readonly string[];
  value: Record<string, string>;
  onChange: (options: Record<string, string>) => void;
};

function OptionValues({ names, value, onChange }: OptionValuesProps) {
  return names.map((name) => (
    <Field key={name} label={name}>
      {(control) => (
        <Input
          {...control}
          value={value[name] ?? ''}
          onChange={({ target }) => onChange({ ...value, [name]: target.value })}
        />
      )}
    </Field>
  ));
}

/** An empty SKU is none. */
function textOrNull(text: string | null): string | null {
  return text?.trim() ? text : null;
}
