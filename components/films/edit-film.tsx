'use client';
// The page of one film: its form, its public page, its end.
import { useQuery } from '@tanstack/react-query';
import { CircleAlert, ExternalLink, FileQuestion, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { PageHeader } from '#components/layout/page-header.tsx';
import { Button } from '#components/ui/button.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { recordQuery, useDeleteRecord } from '#lib/client/records.ts';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import { AppError } from '#lib/shared/errors.ts';
import { pages } from '#lib/shared/paths.ts';
import type { Film } from '#lib/shared/schemas/film.ts';
import { FilmForm } from './film-form.tsx';

export function EditFilm({ id }: { id: string }) {
  const t = useTranslations('film');
  const film = useQuery(recordQuery('film', id));
  const back = { href: pages.films(), label: t('back') };
  if (film.data) {
    return (
      <>
        <PageHeader title={film.data.title} back={back}>
          <FilmActions film={film.data} />
        </PageHeader>
        <FilmForm film={film.data} />
      </>
    );
  }
  return (
    <>
      <PageHeader title={t('editTitle')} back={back} />
      {film.error ? <Missing error={film.error} retry={film.refetch} /> : <LoadingForm />}
    </>
  );
}

function FilmActions({ film }: { film: Film }) {
  const t = useTranslations('film');
  const app = useTranslations('app');
  const router = useRouter();
  const errorSentence = useErrorSentence();
  const remove = useDeleteRecord('film');
  const onConfirm = () =>
    remove.mutate(film.id, {
      onSuccess: () => {
        toast.success(t('deleted', { title: film.title }));
        router.push(pages.films());
      },
      onError: (error) => toast.error(errorSentence(error)),
    });
  return (
    <>
      <Button asChild look="secondary" size="small">
        <Link href={pages.watchFilm(film.slug)} target="_blank">
          <ExternalLink aria-hidden className="size-4" />
          {t('watch')}
        </Link>
      </Button>
      <ConfirmDialog
        title={t('deleteTitle', { title: film.title })}
        text={t('deleteText')}
        confirmLabel={t('deleteConfirm')}
        cancelLabel={app('cancel')}
        onConfirm={onConfirm}
        trigger={
          <Button look="quiet" size="small" isBusy={remove.isPending}>
            <Trash2 aria-hidden className="size-4" />
            {t('delete')}
          </Button>
        }
      />
    </>
  );
}

function Missing({ error, retry }: { error: Error; retry: () => void }) {
  const t = useTranslations('film');
  const app = useTranslations('app');
  const problem = useTranslations('problem');
  const errorSentence = useErrorSentence();
  if (error instanceof AppError && error.code === 'not_found') {
    return <EmptyState icon={FileQuestion} title={t('notFoundTitle')} text={t('notFoundText')} />;
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
