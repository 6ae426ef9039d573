'use client';
// The videos one may see.
import { RecordList } from '#components/records/record-list.tsx';
import { VideoRow } from './video-row.tsx';

export function VideoList() {
  return <RecordList noun="video" Face={VideoRow} layout="rows" />;
}
