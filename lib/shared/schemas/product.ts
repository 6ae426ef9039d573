// A product with its variants: the same schema checks the form, the handler and the answer.
import { z } from 'zod';
import type { FieldError } from '../errors.ts';
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
export const longestOptionName = 60;

const sku = z
  .string()
  .trim()
  .min(1, { error: 'required', abort: true })
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

function withoutEmpty(options: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== ''));
}

const variantSchema = z.object({
  /** Left out, or not there any more: a new one, with an id of its own. */
  id: idSchema.optional(),
  /** What the form calls it before it has an id; it is not kept. */
  key: idSchema.optional(),
  name: z.string().trim().min(1, 'required').max(120, 'tooLong'),
  sku: sku.nullable().default(null),
  /** Such as `{"Size": "M"}`, in order. An empty value is none. */
  options: z
    .record(
      z.string().trim().min(1).max(longestOptionName, 'tooLong'),
      z.string().trim().max(120, 'tooLong'),
    )
    .transform(withoutEmpty)
    .default({}),
  imageIds: imageIds.default([]),
});
const variants = z.array(variantSchema).max(mostVariantsOfProduct, 'tooMany');

/** Two SKUs with the same key are the same SKU: people do not tell `ab-1` from `AB-1`. */
export function skuKey(sku: string): string {
  return sku.trim().toLowerCase();
}

type Together = {
  sku?: string | undefined;
  price?: number | null | undefined;
  currency?: string | null | undefined;
  variants?: readonly { sku?: string | null | undefined }[] | undefined;
};

/** What is wrong between fields that are fine alone: a price in no currency, one SKU twice. */
export function faultsBetween({ sku, price, currency, variants }: Together): FieldError[] {
  const faults: FieldError[] = [];
  if (typeof price === 'number' && currency === null) {
    faults.push({ path: 'currency', message: 'required' });
  }
  const taken = new Set(sku ? [skuKey(sku)] : []);
  for (const [index, variant] of variants?.entries() ?? []) {
    if (!variant.sku) continue;
    const key = skuKey(variant.sku);
    if (taken.has(key)) faults.push({ path: `variants.${index}.sku`, message: 'skuTwice' });
    taken.add(key);
  }
  return faults;
}

function checkTogether(product: Together, context: z.RefinementCtx): void {
  for (const { path, message } of faultsBetween(product)) {
    context.addIssue({ code: 'custom', path: path.split('.'), message });
  }
}

/** What can be compared is compared while something else is wrong: everything is said at once. */
const comparableSchema = z.object({
  sku: z.string().optional(),
  variants: z.array(z.object({ sku: z.string().nullish() })).optional(),
});
const whenComparable = {
  when: ({ value }: { value: unknown }) => comparableSchema.safeParse(value).success,
};

export const productInputSchema = z
  .object({
    title: titleSchema,
    sku,
    price: price.nullable().default(null),
    /** A price needs one. */
    currency: currency.nullable().default(null),
    description: description.default(''),
    /** In order; the first is primary. */
    imageIds: imageIds.default([]),
    /** In order. */
    variants: variants.default([]),
    ...saveShape,
  })
  .superRefine(checkTogether, whenComparable);
export type ProductInput = z.output<typeof productInputSchema>;
/** What the form holds before defaults are applied. */
export type ProductFields = z.input<typeof productInputSchema>;

/** `variants` are all of them: one whose id is not among them is removed. */
export const productPatchSchema = z
  .object({
    title: titleSchema.optional(),
    sku: sku.optional(),
    price: price.nullable().optional(),
    currency: currency.nullable().optional(),
    description: description.optional(),
    imageIds: imageIds.optional(),
    variants: variants.optional(),
    ...patchShape,
  })
  .superRefine(checkTogether, whenComparable);
export type ProductPatch = z.output<typeof productPatchSchema>;

export const productSchema = z.object({
  ...recordShape,
  title: z.string(),
  sku: z.string(),
  price: z.number().nullable(),
  currency: z.string().nullable(),
  description: z.string(),
  imageIds: z.array(z.string()),
  /** In the same order; in a list of products only the first. */
  images: z.array(mediaSchema),
  variants: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      sku: z.string().nullable(),
      options: z.record(z.string(), z.string()),
      imageIds: z.array(z.string()),
      /** In the same order; none in a list of products. */
      images: z.array(mediaSchema),
    }),
  ),
});
export type Product = z.output<typeof productSchema>;

export const productListQuerySchema = recordListQuerySchema;
