'use client';
// Creates a product, or changes one.
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { RecordForm } from '#components/forms/record-form.tsx';
import { Card } from '#components/ui/card.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import { useFieldMessage } from '#lib/client/use-field-message.ts';
import type { Product } from '#lib/shared/schemas/product.ts';
import { imagesMessage } from './message-within.ts';
import { PriceFields } from './price-fields.tsx';
import { imagesSlot } from './product-fields.ts';
import { ProductImages } from './product-images.tsx';
import { SkuInput } from './sku-input.tsx';
import { useProductForm } from './use-product-form.ts';
import { VariantsEditor } from './variants-editor.tsx';

export function ProductForm({ product }: { product?: Product }) {
  const t = useTranslations('product');
  const fieldMessage = useFieldMessage();
  const record = useProductForm(product);
  const { form, place, page } = record;
  const { control, register, formState } = form;
  const { errors } = formState;
  const known = useMemo(
    () => (product ? [product, ...product.variants].flatMap(({ images }) => images) : []),
    [product],
  );
  return (
    <RecordForm record={record}>
      <Card>
        <ProductImages
          form={form}
          name="imageIds"
          label={t('images')}
          slot={`${place}:${imagesSlot}`}
          page={page}
          known={known}
          error={fieldMessage(imagesMessage(errors.imageIds))}
        />
      </Card>
      <Card title={t('about')}>
        <div className="grid grid-cols-1 gap-5">
          <Field label={t('title')} isRequired error={fieldMessage(errors.title?.message)}>
            {(props) => <Input {...props} aria-required {...register('title')} />}
          </Field>
          <div className="grid grid-cols-1 gap-5 sm:grid-cols-2">
            <Field
              label={t('sku')}
              isRequired
              hint={t('skuHint')}
              error={fieldMessage(errors.sku?.message)}
            >
              {(props) => <SkuInput {...props} aria-required {...register('sku')} />}
            </Field>
            <PriceFields control={control} />
          </div>
          <Field label={t('description')} error={fieldMessage(errors.description?.message)}>
            {(props) => <Textarea {...props} rows={5} {...register('description')} />}
          </Field>
        </div>
      </Card>
      <Card title={t('variants')}>
        <VariantsEditor form={form} place={place} page={page} known={known} />
      </Card>
    </RecordForm>
  );
}
