// The command of the walk-through that shows an operation; a browser test runs it.
import { useTranslations } from 'next-intl';
import { walkThrough } from '#lib/shared/walk-through.ts';
import { CodeBlock } from './code-block.tsx';

export function CurlExample({ name }: { name: string }) {
  const t = useTranslations('docs');
  const step = walkThrough.find(({ operation }) => operation === name);
  return step ? <CodeBlock label={t('curl', { name })} text={step.command} /> : null;
}
