'use client';
// Text for a terminal or a program, with a button that copies it.
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { CopyButton } from '#components/ui/copy-button.tsx';

export function CodeBlock({ label, text }: { label: string; text: string }) {
  const t = useTranslations('docs');
  const code = useRef<HTMLElement>(null);
  const select = () => {
    if (code.current) getSelection()?.selectAllChildren(code.current);
  };
  return (
    <div className="relative min-w-0 rounded-lg border border-line bg-sunken">
      <pre className="whitespace-pre-wrap break-words p-4 pr-14 font-mono text-xs leading-relaxed">
        <code ref={code} lang="en">
          {text}
        </code>
      </pre>
      <div className="absolute top-1.5 right-1.5">
        <CopyButton
          text={text}
          label={t('copy', { name: label })}
          copiedText={t('copied')}
          select={select}
        />
      </div>
    </div>
  );
}
