// Says what is wrong with a field in the reader's language.
import { useTranslations } from 'next-intl';

const keys = [
  'required',
  'tooLong',
  'slug',
  'slugTaken',
  'taken',
  'year',
  'date',
  'file',
  'language',
  'sku',
  'skuTaken',
  'skuInTrash',
  'skuTwice',
  'price',
  'currency',
  'optionTwice',
  'tooMany',
  'twice',
  'scopes',
  'past',
  'webhookUrl',
  'invalid',
] as const;

/**
 * Answers a function from what a schema or the server said about a field to a sentence. Our schemas
 * say keys of the messages; anything else is an English sentence and becomes a general one.
 */
export function useFieldMessage(): (message: string | undefined) => string | undefined {
  const t = useTranslations('validation');
  return (message) => message && t(keys.find((key) => key === message) ?? 'invalid');
}
