// A finished file says nothing: only what still happens or went wrong is worth a badge.
import { MediaStatusBadge } from '#components/media/media-status-badge.tsx';
import type { Media } from '#lib/shared/schemas/media.ts';

export function StateBadge({ media }: { media: Media }) {
  return media.status === 'ready' ? null : <MediaStatusBadge media={media} />;
}
