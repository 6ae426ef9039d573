'use client';
// The page of one video: its form, its end.
import { EditRecord } from '#components/records/edit-record.tsx';
import { VideoForm } from './video-form.tsx';

export function EditVideo({ id }: { id: string }) {
  return (
    <EditRecord noun="video" id={id}>
      {(video) => <VideoForm video={video} />}
    </EditRecord>
  );
}
