'use client';
// A button that copies a text, and says for a moment that it did.
import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { IconButton } from './icon-button.tsx';

type CopyButtonProps = {
  text: string;
  label: string;
  copiedText: string;
  /** Selects the text where it stands, so that it can be copied by hand as well. */
  select: () => void;
};

const shownForMs = 2_000;

export function CopyButton({ text, label, copiedText, select }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), shownForMs);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = async () => {
    select();
    setCopied(await copyText(text));
  };
  return (
    <>
      <IconButton icon={isCopied ? Check : Copy} label={label} onClick={() => void copy()} />
      <p role="status" className="sr-only">
        {isCopied ? copiedText : ''}
      </p>
    </>
  );
}

/** On plain HTTP there is no clipboard to ask for; then what was selected is copied, as by hand. */
async function copyText(text: string): Promise<boolean> {
  if (!window.isSecureContext) return document.execCommand('copy');
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => document.execCommand('copy'),
  );
}
