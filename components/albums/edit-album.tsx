'use client';
// The page of one album: its form, its end.
import { EditRecord } from '#components/records/edit-record.tsx';
import { AlbumForm } from './album-form.tsx';

export function EditAlbum({ id }: { id: string }) {
  return (
    <EditRecord noun="album" id={id}>
      {(album) => <AlbumForm album={album} />}
    </EditRecord>
  );
}
