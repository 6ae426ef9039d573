// What a person wants made again, as the event of the run says it.
import 'server-only';
import type { MediaRun } from '../jobs/events.ts';
import { AppError } from '../shared/errors.ts';
import { renditionGroups } from '../shared/renditions.ts';
import type { Reprocess } from '../shared/schemas/media.ts';

/** Undefined when nothing in particular. Throws `invalid_request`, naming each field that cannot be met. */
export function askedAgain(
  { rendition, renditions = [], force = false }: Reprocess,
  type: MediaRun['type'],
): MediaRun['again'] {
  const asked = [
    ...(rendition ? [{ path: 'rendition', name: rendition }] : []),
    ...renditions.map((name, index) => ({ path: `renditions.${index}`, name })),
  ];
  const possible = renditionGroups[type].flat();
  const fields = asked
    .filter(({ name }) => !possible.includes(name))
    .map(({ path }) => ({ path, message: `One of ${possible.join(', ')}.` }));
  if (fields.length > 0) {
    throw new AppError('invalid_request', 'Nothing like that is made of this file.', { fields });
  }
  if (force) return 'all';
  return asked.length > 0 ? [...new Set(asked.map(({ name }) => name))] : undefined;
}
