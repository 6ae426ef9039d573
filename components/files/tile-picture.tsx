'use client';
// The picture of a tile: the local file as long as it travels, then what the server made of it.
import { memo } from 'react';
import { MediaThumbnail } from '#components/library/media-thumbnail.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { FileThumbnail } from '#components/upload/file-thumbnail.tsx';
import type { Media } from '#lib/shared/schemas/media.ts';
import type { MediaType } from '#lib/shared/upload-policy.ts';

type TilePictureProps = { file: File | null; media: Media | undefined; type: MediaType };

/** Decoration, four by three: the name stands beside it. Not drawn again for every byte that travels. */
export const TilePicture = memo(function TilePicture({ file, media, type }: TilePictureProps) {
  const isMade = media && (media.urls.small ?? media.urls.poster ?? media.thumbnailUrl);
  return (
    <span aria-hidden className="relative block aspect-[4/3] w-full overflow-hidden">
      {/* It stays below: nobody sees the moment in which the other is loaded. */}
      {(file || !media) && <FileThumbnail isLarge file={file} type={type} />}
      {media && (isMade || !file) && (
        <MediaThumbnail
          media={media}
          className={classNames('size-full', file && 'absolute inset-0')}
        />
      )}
    </span>
  );
});
