'use client';
// The addresses of a file to be copied, and who can open them.
import { useTranslations } from 'next-intl';
import { CopyField } from '#components/ui/copy-field.tsx';
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

function Address({ address: { name, url } }: { address: FileAddress }) {
  const t = useTranslations('library.addresses');
  const renditions = useTranslations('renditions');
  const label = name === 'original' ? t('original') : renditions(name);
  return (
    <li>
      <CopyField
        label={label}
        value={url}
        copyLabel={t('copy', { name: label })}
        copiedText={t('copied', { name: label })}
      />
    </li>
  );
}
