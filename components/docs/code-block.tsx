'use client';
// Text for a terminal or a program, with a button that copies it.
import { Check, Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { IconButton } from '#components/ui/icon-button.tsx';
import { copyText } from '#lib/client/copy-text.ts';

const shownForMs = 2_000;

export function CodeBlock({ label, text }: { label: string; text: string }) {
  const t = useTranslations('docs');
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), shownForMs);
    return () => clearTimeout(timer);
  }, [isCopied]);
  return (
    <div className="relative min-w-0 rounded-lg border border-line bg-sunken">
      <pre className="whitespace-pre-wrap break-words p-4 pr-14 font-mono text-xs leading-relaxed">
        <code lang="en">{text}</code>
      </pre>
      <div className="absolute top-1.5 right-1.5">
        <IconButton
          icon={isCopied ? Check : Copy}
          label={t('copy', { name: label })}
          onClick={() => void copyText(text).then(setCopied)}
        />
      </div>
      <p role="status" className="sr-only">
        {isCopied ? t('copied') : ''}
      </p>
    </div>
  );
}
