// The sign of each kind of media.
import { Film, ImageIcon, type LucideIcon, Music } from 'lucide-react';
import type { MediaType } from '#lib/shared/upload-policy.ts';

export const typeIcons: Record<MediaType, LucideIcon> = {
  image: ImageIcon,
  video: Film,
  audio: Music,
};
