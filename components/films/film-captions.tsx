'use client';
// The captions of a film's video, from the moment the server has it.
import { Captions } from '#components/captions/captions.tsx';
import { isStored } from '#lib/client/upload/upload.ts';
import { useSlotUpload } from '#lib/client/upload/use-uploads.ts';

type FilmCaptionsProps = {
  /** The video of the form as it is now. */
  videoId: string | null;
  /** Where the film is brought in. */
  videoSlot: string;
};

/** They belong to the video and are saved by themselves, whatever becomes of the form. */
export function FilmCaptions({ videoId, videoSlot }: FilmCaptionsProps) {
  const upload = useSlotUpload(videoSlot);
  // While another video is on its way, the form still holds the one before.
  const isThere = !upload || isStored(upload);
  return <Captions mediaId={isThere ? videoId : null} />;
}
