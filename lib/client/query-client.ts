// The cache of what the server answered, and when asking again makes sense.
import { QueryClient } from '@tanstack/react-query';
import { AppError, isPermanent } from '#lib/shared/errors.ts';

/** Failed reads are tried twice more, unless the answer cannot change. Writes are never repeated. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (failures, error) =>
          failures < 2 && !(error instanceof AppError && isPermanent(error)),
      },
    },
  });
}
