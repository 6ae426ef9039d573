'use client';
// The photos one may see, and where pictures become photos.
import { RecordList } from '#components/records/record-list.tsx';
import { PhotoCard } from './photo-card.tsx';
import { PhotoDrop } from './photo-drop.tsx';

export function PhotoList() {
  return (
    <RecordList noun="photo" Face={PhotoCard} layout="grid">
      <PhotoDrop />
    </RecordList>
  );
}
