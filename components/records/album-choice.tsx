'use client';
// One album as a condition of a list, searched by its title: there may be thousands.
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { SearchSelect } from '#components/ui/search-select.tsx';
import { recordQuery, recordsQuery } from '#lib/client/records.ts';

type AlbumChoiceProps = { value: string; onChoose: (albumId: string) => void };

const offered = 20;
/** Long enough to finish a word, short enough to feel live. */
const typingPauseMs = 250;

export function AlbumChoice({ value, onChoose }: AlbumChoiceProps) {
  const t = useTranslations('records');
  // Null until somebody opens it: a list of photos need not ask for albums.
  const [typed, setTyped] = useState<string | null>(null);
  const words = useLate(typed);
  const search = new URLSearchParams({ sort: 'title', pageSize: String(offered) });
  if (words) search.set('q', words);
  const albums = useQuery({ ...recordsQuery('album', search.toString()), enabled: words !== null });
  const chosen = useQuery({ ...recordQuery('album', value), enabled: value !== '' });

  const found = albums.data?.results.map(({ id, title }) => ({ value: id, label: title })) ?? [];
  const any = { value: '', label: t('allAlbums') };
  return (
    <SearchSelect
      label={t('albumFilter')}
      value={value === '' ? any : { value, label: chosen.data?.title ?? t('oneAlbum') }}
      options={typed ? found : [any, ...found]}
      onSearch={setTyped}
      onChoose={onChoose}
      nothingText={t('noSuchAlbum')}
      isBusy={typed !== words || albums.isPending || albums.isPlaceholderData}
      className="min-w-36 flex-1 sm:w-44 sm:flex-none"
    />
  );
}

/** What is typed, once the typing pauses; that nothing is, at once. */
function useLate(typed: string | null): string | null {
  const [late, setLate] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setLate(typed), typed ? typingPauseMs : 0);
    return () => clearTimeout(timer);
  }, [typed]);
  return late;
}
