'use client';
// The addresses of a file to be copied, and who can open them.
import { Check, Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useId, useRef, useState } from 'react';
import { IconButton } from '#components/ui/icon-button.tsx';
import type { Media } from '#lib/shared/schemas/media.ts';
import { type FileAddress, fileAddresses } from './file-addresses.ts';
import { Fold } from './fold.tsx';

export function Addresses({ media }: { media: Media }) {
  const t = useTranslations('library.addresses');
  if (media.status === 'uploading') return null;
  return <Fold title={t('title')}>{() => <AddressList media={media} />}</Fold>;
}

function AddressList({ media }: { media: Media }) {
  const t = useTranslations('library.addresses');
  const addresses = fileAddresses(media, window.location.origin);
  const isDirect = addresses.some(({ isThroughApp }) => !isThroughApp);
  return (
    <div className="grid gap-3 p-4">
      <p className="text-ink-muted text-sm">
        {t(media.isPublic ? 'public' : 'private')} {t(isDirect ? 'direct' : 'throughApp')}
      </p>
      <ul className="grid gap-3">
        {addresses.map((address) => (
          <Address key={address.name} address={address} />
        ))}
      </ul>
    </div>
  );
}

const shownForMs = 2_000;

function Address({ address: { name, url } }: { address: FileAddress }) {
  const t = useTranslations('library.addresses');
  const renditions = useTranslations('renditions');
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [isCopied, setCopied] = useState(false);
  const label = name === 'original' ? t('original') : renditions(name);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), shownForMs);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = async () => {
    field.current?.select();
    setCopied(await copyText(url));
  };
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-2">
      <label htmlFor={id} className="col-span-2 font-medium text-xs">
        {label}
      </label>
      <input
        id={id}
        ref={field}
        readOnly
        value={url}
        onFocus={({ target }) => target.select()}
        className="h-9 min-w-0 rounded-md border border-line bg-sunken px-2.5 font-mono text-xs"
      />
      <IconButton
        icon={isCopied ? Check : Copy}
        label={t('copy', { name: label })}
        onClick={() => void copy()}
      />
      <p role="status" className="sr-only">
        {isCopied ? t('copied', { name: label }) : ''}
      </p>
    </li>
  );
}

/** On plain HTTP there is no clipboard to ask for; then the field that was selected is copied, as by hand. */
async function copyText(text: string): Promise<boolean> {
  if (!window.isSecureContext) return document.execCommand('copy');
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => document.execCommand('copy'),
  );
}
