'use client';
// The page of one record: its form, and its end; or that it is not there.
import { useQuery } from '@tanstack/react-query';
import { CircleAlert, FileQuestion, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { toast } from 'sonner';
import { PageHeader } from '#components/layout/page-header.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { Records } from '#lib/client/record-schemas.ts';
import { recordQuery, useDeleteRecord, useRestoreRecord } from '#lib/client/records.ts';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import { AppError } from '#lib/shared/errors.ts';
import type { Noun } from '#lib/shared/schemas/record.ts';
import { listPages } from './noun-pages.ts';
import { useNounWords } from './use-noun-words.ts';
import { undoMs } from './use-tell-ending.ts';

type EditRecordProps<N extends Noun> = {
  noun: N;
  id: string;
  /** What else can be done with it, beside deleting it. */
  actions?: (record: Records[N]) => ReactNode;
  /** Its form. */
  children: (record: Records[N]) => ReactNode;
};

export function EditRecord<N extends Noun>(props: EditRecordProps<N>) {
  const { noun, id, actions, children } = props;
  const t = useTranslations('records');
  const words = useNounWords(noun);
  const { data: record, error, refetch } = useQuery(recordQuery(noun, id));
  const back = { href: listPages[noun](), label: words('back') };
  if (record) {
    return (
      <>
        <PageHeader title={record.title || t('untitled')} back={back}>
          {actions?.(record)}
          <DeleteButton noun={noun} record={record} />
        </PageHeader>
        {children(record)}
      </>
    );
  }
  return (
    <>
      <PageHeader title={words('editTitle')} back={back} />
      {error ? <Missing noun={noun} error={error} retry={refetch} /> : <LoadingForm />}
    </>
  );
}

type DeleteButtonProps = { noun: Noun; record: { id: string; title: string } };

/** Asks nothing: it can be undone for as long as the trash keeps it. */
function DeleteButton({ noun, record: { id, title } }: DeleteButtonProps) {
  const t = useTranslations('records');
  const router = useRouter();
  const errorSentence = useErrorSentence();
  const remove = useDeleteRecord(noun);
  const restore = useRestoreRecord(noun);
  const named = { count: 1, title: title || t('untitled') };
  const undo = () =>
    restore.mutateAsync(id).then(
      () => toast.success(t('done.restore', named)),
      (error: unknown) => toast.error(errorSentence(error)),
    );
  const press = () =>
    remove.mutate(id, {
      onSuccess: () => {
        toast.success(t('done.delete', named), {
          duration: undoMs,
          action: { label: t('undo'), onClick: () => void undo() },
        });
        router.push(listPages[noun]());
      },
      onError: (error) => toast.error(errorSentence(error)),
    });
  return (
    <Button look="quiet" size="small" isBusy={remove.isPending} onClick={press}>
      <Trash2 aria-hidden className="size-4" />
      {t('delete')}
    </Button>
  );
}

function Missing({ noun, error, retry }: { noun: Noun; error: Error; retry: () => void }) {
  const t = useTranslations('records');
  const words = useNounWords(noun);
  const app = useTranslations('app');
  const problem = useTranslations('problem');
  const errorSentence = useErrorSentence();
  if (error instanceof AppError && error.code === 'not_found') {
    const title = words('notFoundTitle');
    return <EmptyState icon={FileQuestion} title={title} text={t('notFoundText')} />;
  }
  return (
    <EmptyState icon={CircleAlert} title={problem('title')} text={errorSentence(error)}>
      <Button look="secondary" onClick={retry}>
        {app('retry')}
      </Button>
    </EmptyState>
  );
}

function LoadingForm() {
  const t = useTranslations('app');
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <p role="status" className="sr-only">
        {t('loading')}
      </p>
      <Skeleton className="h-96" />
      <Skeleton className="h-72" />
    </div>
  );
}
