'use client';
// What is being picked from the library: which files, in the order they were picked, and how many may be.
import { useState } from 'react';
import type { Media } from '#lib/shared/schemas/media.ts';
import { picked } from './picked.ts';

export type LibraryChoice = {
  media: readonly Media[];
  isFull: boolean;
  has: (id: string) => boolean;
  toggle: (media: Media) => void;
  clear: () => void;
};

/** Where one file fits, another takes its place; else what is more than `room` is not picked. */
export function useLibraryChoice(room: number, isSole: boolean): LibraryChoice {
  const [media, setMedia] = useState<readonly Media[]>([]);
  return {
    media,
    isFull: !isSole && media.length >= room,
    has: (id) => media.some((each) => each.id === id),
    toggle: (one) => setMedia((before) => picked(before, one, { room, isSole })),
    clear: () => setMedia([]),
  };
}
