// The person's uploads that are not over, as the server has them.
import { useQuery } from '@tanstack/react-query';
import type { UploadSession } from '#lib/shared/schemas/upload.ts';
import { listSessions } from './uploads.ts';

const lookAgainMs = 30_000;

/** The upload that brings a media in; undefined until it is known, and where it is somebody else's. */
export function useUploadOf(mediaId: string): UploadSession | undefined {
  const { data } = useQuery({
    queryKey: ['open-uploads'],
    queryFn: listSessions,
    refetchInterval: lookAgainMs,
    // How long it was silent is only true now.
    staleTime: 0,
  });
  return data?.find((session) => session.mediaId === mediaId);
}
