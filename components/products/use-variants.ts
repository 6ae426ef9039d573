'use client';
// The variants of a product while they are written: adding, copying, moving, removing and bringing back.
import { useTranslations } from 'next-intl';
import { useLayoutEffect, useRef, useState } from 'react';
import { useFieldArray } from 'react-hook-form';
import { uploadQueue } from '#lib/client/upload/browser-engine.ts';
import { isStored } from '#lib/client/upload/upload.ts';
import { copyOf, emptyVariant, type VariantFields } from './product-fields.ts';
import type { ProductForm } from './use-product-form.ts';
import { addName, optionNamesOf, removeName, renameName } from './variant-options.ts';

/** What was removed last, and where it stood. */
export type RemovedVariant = { index: number; variant: VariantFields };

export function useVariants(form: ProductForm, slotOf: (variant: VariantFields) => string) {
  const t = useTranslations('product');
  const { control, getValues, setValue } = form;
  const { fields, append, insert, remove, move } = useFieldArray({
    ...{ control, name: 'variants' as const },
    // Not `id`: that is the variant's own.
    keyName: 'fieldId',
  });
  const [removed, setRemoved] = useState<RemovedVariant | null>(null);
  const [said, say] = useState('');
  const keepFocus = useKeptFocus();

  const current = (): VariantFields[] => getValues('variants') ?? [];
  const nameAt = (index: number) => current()[index]?.name || t('unnamed', { number: index + 1 });
  const nameField = (index: number) => ({ focusName: `variants.${index}.name` });
  const setAll = (variants: VariantFields[]) =>
    setValue('variants', variants, { shouldDirty: true });

  return {
    variants: fields,
    nameAt,
    optionNames: optionNamesOf(fields),
    removed,
    /** What was done last, to be read aloud. */
    said,
    add() {
      const variants = current();
      append(emptyVariant(variants), nameField(variants.length));
      say(t('variantAdded', { number: variants.length + 1 }));
    },
    duplicate(index: number) {
      const variant = current()[index];
      if (!variant) return;
      const name = variant.name && t('copyName', { name: variant.name });
      insert(index + 1, copyOf(variant, name), nameField(index + 1));
      say(t('variantCopied', { name: nameAt(index) }));
    },
    /** It can be brought back with what was stored for it; what still travelled does not come along. */
    remove(index: number) {
      const variant = current()[index];
      if (!variant) return;
      const slot = slotOf(variant);
      for (const upload of uploadQueue.snapshot()) {
        if (upload.slot === slot && !isStored(upload)) uploadQueue.dismiss(upload.id);
      }
      say(t('variantRemoved', { name: nameAt(index) }));
      setRemoved({ index, variant: structuredClone(variant) });
      remove(index);
    },
    bringBack() {
      if (!removed) return;
      const index = Math.min(removed.index, current().length);
      insert(index, removed.variant, nameField(index));
      setRemoved(null);
      say(t('variantBack', { name: nameAt(index) }));
    },
    /** As it was dragged, which speaks for itself. */
    put: move,
    move(from: number, to: number) {
      const count = current().length;
      if (to < 0 || to >= count) return;
      keepFocus();
      say(t('variantMoved', { name: nameAt(from), position: to + 1, count }));
      move(from, to);
    },
    addOption(name: string) {
      setAll(addName(current(), name));
      say(t('optionAdded', { name }));
    },
    renameOption(name: string, newName: string) {
      setAll(renameName(current(), name, newName));
      say(t('optionRenamed', { name, newName }));
    },
    removeOption(name: string) {
      setAll(removeName(current(), name));
      say(t('optionRemoved', { name }));
    },
  };
}

/** Answers a function after which the element with the focus keeps it, wherever it is moved to. */
function useKeptFocus(): () => void {
  const kept = useRef<HTMLElement | null>(null);
  useLayoutEffect(() => {
    kept.current?.focus();
    kept.current = null;
  });
  return () => {
    const { activeElement } = document;
    kept.current = activeElement instanceof HTMLElement ? activeElement : null;
  };
}
