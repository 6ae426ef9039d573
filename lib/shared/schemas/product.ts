// A product with its variants: the same schema checks the form, the handler and the answer.
import { z } from 'zod';
import { mediaSchema } from './media.ts';
import {
  idSchema,
  patchShape,
  recordListQuerySchema,
  recordShape,
  saveShape,
  titleSchema,
} from './record.ts';

export const mostImagesOfProduct = 30;
export const mostVariantsOfProduct = 100;

const sku = z
  .string()
  .trim()
  .min(1, 'required')
  .max(64, 'tooLong')
  .regex(/^[A-Za-z0-9][A-Za-z0-9._/-]*$/, 'sku');
/** Up to four decimals: the column holds `numeric(14, 4)`. */
const price = z
  .number('price')
  .min(0, 'price')
  .max(9_999_999_999, 'price')
  .multipleOf(0.0001, 'price');
/** ISO 4217. */
const currency = z.string().regex(/^[A-Z]{3}$/, 'currency');
const description = z.string().trim().max(20_000, 'tooLong');
const imageIds = z
  .array(idSchema)
  .max(mostImagesOfProduct, 'tooMany')
  .refine((ids) => new Set(ids).size === ids.length, 'twice');

const variantSchema = z.object({
  /** Left out: a new one. */
  id: idSchema.optional(),
  name: z.string().trim().min(1, 'required').max(120, 'tooLong'),
  sku: sku.nullable().default(null),
  /** Such as `{"Size": "M"}`. */
  options: z.record(z.string().trim().min(1).max(60), z.string().trim().max(120)).default({}),
  imageIds: imageIds.default([]),
});
const variants = z.array(variantSchema).max(mostVariantsOfProduct, 'tooMany');

export const productInputSchema = z.object({
  title: titleSchema,
  sku,
  price: price.nullable().default(null),
  currency: currency.nullable().default(null),
  description: description.default(''),
  /** In order; the first is primary. */
  imageIds: imageIds.default([]),
  /** In order. */
  variants: variants.default([]),
  ...saveShape,
});
export type ProductInput = z.output<typeof productInputSchema>;
/** What the form holds before defaults are applied. */
export type ProductFields = z.input<typeof productInputSchema>;

/** `variants` are all of them: one whose id is not among them is removed. */
export const productPatchSchema = z.object({
  title: titleSchema.optional(),
  sku: sku.optional(),
  price: price.nullable().optional(),
  currency: currency.nullable().optional(),
  description: description.optional(),
  imageIds: imageIds.optional(),
  variants: variants.optional(),
  ...patchShape,
});
export type ProductPatch = z.output<typeof productPatchSchema>;

export const productSchema = z.object({
  ...recordShape,
  title: z.string(),
  sku: z.string(),
  price: z.number().nullable(),
  currency: z.string().nullable(),
  description: z.string(),
  imageIds: z.array(z.string()),
  images: z.array(mediaSchema),
  variants: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      sku: z.string().nullable(),
      options: z.record(z.string(), z.string()),
      imageIds: z.array(z.string()),
      images: z.array(mediaSchema),
    }),
  ),
});
export type Product = z.output<typeof productSchema>;

export const productListQuerySchema = recordListQuerySchema;
