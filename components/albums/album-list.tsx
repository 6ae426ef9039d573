'use client';
// The albums one may see.
import { RecordList } from '#components/records/record-list.tsx';
import { AlbumCard } from './album-card.tsx';

export function AlbumList() {
  return <RecordList noun="album" Face={AlbumCard} layout="grid" />;
}
