'use client';
// The page of one photo: its form, its end.
import { EditRecord } from '#components/records/edit-record.tsx';
import { PhotoForm } from './photo-form.tsx';

export function EditPhoto({ id }: { id: string }) {
  return (
    <EditRecord noun="photo" id={id}>
      {(photo) => <PhotoForm photo={photo} />}
    </EditRecord>
  );
}
