// What is being said about a file and not saved yet.
import type { Media, MediaPatch } from '#lib/shared/schemas/media.ts';

/** The moment of a poster is saved as soon as it is chosen. */
export type MediaDraft = Required<Omit<MediaPatch, 'version' | 'posterSeconds'>>;

/** What is saved, with what was entered in place of it. Texts are as typed. */
export function draftOf(media: Media, entered: Partial<MediaDraft>): MediaDraft {
  const { title, alt, isPublic, focalPoint } = media;
  return { title, alt, isPublic, focalPoint, ...entered };
}

/** What was entered and differs from what is saved; null when nothing does. */
export function changesOf(media: Media, entered: Partial<MediaDraft>): Partial<MediaDraft> | null {
  const changed = Object.entries(entered).filter(
    ([name, value]) => !isSame(media[name as keyof MediaDraft], value),
  );
  return changed.length > 0 ? Object.fromEntries(changed) : null;
}

type Value = MediaDraft[keyof MediaDraft];

function isSame(saved: Value, entered: Value): boolean {
  if (typeof saved === 'string' || typeof entered === 'string') {
    return textOf(saved) === textOf(entered);
  }
  return JSON.stringify(saved) === JSON.stringify(entered);
}

/** An empty text is saved as none. */
function textOf(value: Value): string {
  return typeof value === 'string' ? value.trim() : '';
}
