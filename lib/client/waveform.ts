// The waveform of a sound in the browser.
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { request } from './api.ts';

/** What we need of the data in audiowaveform's form: the lowest and the highest of each point in turn. */
const waveformSchema = z.object({
  bits: z.literal(8),
  data: z.array(z.int().min(-128).max(127)).min(2).max(10_000),
});

/** `url` changes with its content, so it is asked for once. */
export function waveformQuery(url: string) {
  return queryOptions({
    queryKey: ['waveform', url],
    queryFn: ({ signal }) => request(url, waveformSchema, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    // Without it the sound still plays: not worth waiting for.
    retry: 1,
  });
}
