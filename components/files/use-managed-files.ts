'use client';
// What can be done with the files of one place of a form: bring in, arrange, replace, take away, undo.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { matchFiles } from '#components/upload/match-files.ts';
import { type RefusedFile, sortForForm } from '#lib/client/form-intake.ts';
import { useDeleteMedia } from '#lib/client/media.ts';
import { mediaKeys } from '#lib/client/media-keys.ts';
import { uploadQueue } from '#lib/client/upload/browser-engine.ts';
import { usePurposePolicy } from '#lib/client/upload/policy-context.ts';
import type { Media } from '#lib/shared/schemas/media.ts';
import type { Purpose } from '#lib/shared/upload-policy.ts';
import {
  exchanged,
  moved,
  type Place,
  putBack,
  type Removed,
  withMedia,
  without,
} from './tile-order.ts';
import { isFresh, mediaToDelete } from './tile-removal.ts';
import { type Tile, useTiles } from './use-tiles.ts';

export type FilesPlace = {
  purpose: Purpose;
  /** Names this place over the whole app, so that its uploads are found again after moving around. */
  slot: string;
  /** The page of its form. */
  page: string;
  /** The stored files in order; the first is primary. */
  value: readonly string[];
  onChange: (mediaIds: string[]) => void;
  maxFiles: number;
  /** Whether another place of the same form holds this file too: then it is not deleted with its tile here. */
  isHeldElsewhere?: (mediaId: string) => boolean;
};

export type ManagedFiles = ReturnType<typeof useManagedFiles>;

export function useManagedFiles({ purpose, slot, page, value, onChange, ...rules }: FilesPlace) {
  const { maxFiles, isHeldElsewhere = () => false } = rules;
  const policy = usePurposePolicy(purpose);
  const queries = useQueryClient();
  const { mutate: deleteFile } = useDeleteMedia();
  const { tiles, places, uploads, rearrange } = useTiles(slot, value, onChange);
  const [refused, setRefused] = useState<RefusedFile[]>([]);
  const [removed, setRemoved] = useState<Removed>([]);
  const room = Math.max(0, maxFiles - tiles.length);
  const sole = maxFiles === 1 ? tiles[0] : undefined;

  /** Answers the ids of the new uploads, for whom a place was found already. */
  const begin = (files: readonly File[]): string[] =>
    uploadQueue.add(files.map((file) => ({ file, purpose, slot, page })));

  /** Ends what exists for this form alone. What this does not reach, the server's sweep does. */
  const discard = (leaving: readonly Tile[]): string[] => {
    for (const tile of leaving) {
      if (tile.upload) uploadQueue.dismiss(tile.upload.id);
      const mediaId = mediaToDelete(tile);
      if (mediaId && !isHeldElsewhere(mediaId)) deleteFile(mediaId);
    }
    return leaving.flatMap(({ upload }) => upload?.id ?? []);
  };

  const exchange = (tile: Tile, others: readonly Place[]) => {
    setRemoved([]);
    rearrange(exchanged(places, tile.key, others), discard([tile]));
  };

  /** What of these files may be brought in; why others may not is shown. */
  const admit = (files: readonly File[], roomLeft: number): File[] => {
    const { taken, refused } = sortForForm(files, policy, roomLeft);
    setRefused(refused);
    // Where one file fits, nobody can say which of several was meant.
    const isAmbiguous = maxFiles === 1 && refused.some(({ reason }) => reason === 'tooMany');
    return isAmbiguous ? [] : taken;
  };

  const replace = (tile: Tile, files: readonly File[]) => {
    const [file, ...more] = admit(files, 1);
    if (file && more.length === 0) exchange(tile, placesOf(begin([file])));
  };

  return {
    tiles,
    uploads,
    policy,
    maxFiles,
    room,
    refused,
    dismissRefused: () => setRefused([]),
    /** Files for which uploads of an earlier visit wait go to those, the others are new. */
    add(files: readonly File[]) {
      const found = matchFiles(uploads, files);
      for (const { upload, file } of found) uploadQueue.goOn(upload.id, file);
      const strangers = files.filter((file) => !found.some((match) => match.file === file));
      if (sole && strangers.length > 0) replace(sole, strangers);
      else begin(admit(strangers, room));
    },
    addFromLibrary(media: readonly Media[]) {
      for (const each of media) queries.setQueryData(mediaKeys.one(each.id), each);
      const ids = media.map(({ id }) => id);
      if (sole) exchange(sole, withMedia([], ids));
      else rearrange(withMedia(places, ids));
    },
    replace,
    move: (key: string, index: number) => rearrange(moved(places, key, index)),
    remove(keys: ReadonlySet<string>) {
      const { places: left, removed } = without(places, keys);
      const leaving = tiles.filter(({ key }) => keys.has(key));
      const canComeBack = leaving.filter((tile) => !isFresh(tile)).map(({ key }) => key);
      setRemoved(removed.filter(({ place }) => canComeBack.includes(place.key)));
      rearrange(left, discard(leaving));
    },
    /** How many of those that were removed last can be had back. */
    undoCount: Math.min(removed.length, room),
    undo() {
      rearrange(putBack(places, removed.slice(0, room)));
      setRemoved([]);
    },
  };
}

function placesOf(uploadIds: readonly string[]): Place[] {
  return uploadIds.map((key) => ({ key, mediaId: null }));
}
