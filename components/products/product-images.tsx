'use client';
// The images of a product, or of one of its variants, in its form.
import { type FieldPath, useController } from 'react-hook-form';
import { FileManager } from '#components/files/file-manager.tsx';
import type { Media } from '#lib/shared/schemas/media.ts';
import { mostImagesOfProduct, type ProductFields } from '#lib/shared/schemas/product.ts';
import { isHeldTwice } from './product-fields.ts';
import type { ProductForm } from './use-product-form.ts';

type ImagesPath = Extract<FieldPath<ProductFields>, 'imageIds' | `variants.${number}.imageIds`>;

type ProductImagesProps = {
  form: ProductForm;
  name: ImagesPath;
  label: string;
  /** Names their place over the whole app. */
  slot: string;
  page: string;
  /** The images the saved product has. */
  known: readonly Media[];
  error: string | undefined;
};

export function ProductImages({ form, name, error, ...place }: ProductImagesProps) {
  const { field } = useController({ control: form.control, name });
  return (
    <FileManager
      {...place}
      purpose="product.image"
      value={field.value ?? []}
      onChange={field.onChange}
      maxFiles={mostImagesOfProduct}
      isHeldElsewhere={(mediaId) => isHeldTwice(form.getValues(), mediaId)}
      error={error}
    />
  );
}
