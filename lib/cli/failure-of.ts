// What went wrong, in a word for programs and a sentence for people.
import { AppError } from '#lib/shared/errors.ts';

export function failureOf(error: unknown): { code: string; message: string } {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof AppError) return { code: error.code, message };
  return { code: error instanceof Error ? error.name : 'Error', message };
}
