// What this server can do of the tus protocol, and what its routes answer.
import 'server-only';
import { type UploadRules, uploadRules } from '../uploads/policy.ts';
import { checksumAlgorithms } from '../uploads/receive-bytes.ts';
import { largestFile } from '../uploads/tus-uploads.ts';
import type { Answer, Declared } from './declared.ts';
import { tusVersion } from './tus-headers.ts';
import { tusExtensions } from './tus-store.ts';

const problem = { contentType: 'application/problem+json' };

/** What a method answers, with the numbers that only tus has. */
export function declaredTus(status: 200 | 201 | 204, bodyTypes: string[] = []): Declared {
  const answers: Record<number, Answer> = { [status]: 'nothing', 412: problem };
  if (bodyTypes.length > 0) answers[460] = problem;
  return { access: 'person', bodyTypes, answers };
}

/** What this server can do. */
export function describeTus(rules: Pick<UploadRules, 'policy'> = uploadRules()): Response {
  const headers = {
    'tus-resumable': tusVersion,
    'tus-version': tusVersion,
    'tus-extension': tusExtensions.join(','),
    'tus-checksum-algorithm': checksumAlgorithms.join(','),
    'tus-max-size': String(largestFile(rules)),
  };
  return new Response(null, { status: 204, headers });
}
