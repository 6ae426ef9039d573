'use client';
// What can be done with records of a list; a word about it, and the way back where there is one.
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { useBulkRecords } from '#lib/client/records.ts';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import { AppError, type ErrorCode, errorStatus } from '#lib/shared/errors.ts';
import type { BulkAnswer, Noun, RecordAction } from '#lib/shared/schemas/record.ts';

/** What is done to a record goes by its id; its title is for the words about it. */
export type Acted = { id: string; title: string };
export type Act = (action: RecordAction, records: readonly Acted[]) => Promise<void>;

/** Long enough to read the sentence, find the button and press it. */
export const undoMs = 10_000;

export function useRecordActs(noun: Noun): Act {
  const t = useTranslations('records');
  const errorSentence = useErrorSentence();
  const { mutateAsync } = useBulkRecords(noun);

  const act: Act = async (action, records) => {
    try {
      const ids = records.map(({ id }) => id);
      tell(action, records, await mutateAsync({ ids, action }));
    } catch (error) {
      toast.error(errorSentence(error));
    }
  };

  const tell = (action: RecordAction, records: readonly Acted[], { results }: BulkAnswer) => {
    const failures = results.filter(({ ok }) => !ok);
    const done = records.filter(({ id }) => failures.every((failure) => failure.id !== id));
    const [first] = done;
    if (first) {
      toast.success(
        t(`done.${action}`, { count: done.length, title: first.title || t('untitled') }),
        {
          ...(action === 'delete' && {
            duration: undoMs,
            action: { label: t('undo'), onClick: () => void act('restore', done) },
          }),
        },
      );
    }
    const [failure] = failures;
    if (failure) {
      const reason = errorSentence(errorOf(failure.error));
      toast.error(t('notDone', { count: failures.length, reason }));
    }
  };

  return act;
}

function errorOf(error: BulkAnswer['results'][number]['error']): AppError {
  const code = error && error.code in errorStatus ? (error.code as ErrorCode) : 'internal';
  return new AppError(code, error?.message ?? 'It could not be done.');
}
