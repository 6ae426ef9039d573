// Errors that trying again cannot mend.
import 'server-only';
import { NonRetriableError } from 'inngest';

/** The same error, in the form that makes Inngest stop retrying. */
export function permanent(error: Error): NonRetriableError {
  return new NonRetriableError(error.message, { cause: error });
}
