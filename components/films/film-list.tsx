'use client';
// The films one may see.
import { RecordList } from '#components/records/record-list.tsx';
import { FilmRow } from './film-row.tsx';

export function FilmList() {
  return <RecordList noun="film" Face={FilmRow} layout="rows" />;
}
