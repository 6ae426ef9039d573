'use client';
// What an upload asks of a person before it goes on, and the answers.
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useSignInAgain } from '#components/auth/sign-in-again.tsx';
import { Button } from '#components/ui/button.tsx';
import { formatDate } from '#lib/client/format.ts';
import { uploadQueue } from '#lib/client/upload/browser-engine.ts';
import type { Upload } from '#lib/client/upload/upload.ts';
import { waitsForLogin } from './upload-acts.ts';

type UploadQuestionProps = { upload: Upload; onChooseFile: () => void };

/** Nothing when it asks nothing. */
export function UploadQuestion({ upload, onChooseFile }: UploadQuestionProps) {
  if (upload.state.name === 'duplicate') return <DuplicateQuestion upload={upload} />;
  if (upload.state.name === 'waiting') {
    return upload.state.needs === 'file' ? (
      <FileQuestion upload={upload} onChooseFile={onChooseFile} />
    ) : (
      <PermissionQuestion upload={upload} />
    );
  }
  return waitsForLogin(upload) ? <LoginQuestion /> : null;
}

function Question({ text, children }: { text: string; children: ReactNode }) {
  return (
    <div className="grid gap-2">
      <p className="text-ink-muted text-xs">{text}</p>
      <div className="flex flex-wrap gap-2">{children}</div>
    </div>
  );
}

function DuplicateQuestion({ upload: { id, fileName, state } }: { upload: Upload }) {
  const t = useTranslations('upload');
  const locale = useLocale();
  if (state.name !== 'duplicate') return null;
  const { fileName: name, createdAt } = state.of;
  return (
    <Question text={t('duplicateOf', { name, date: formatDate(createdAt, locale) })}>
      <Button
        size="small"
        aria-label={t('useExistingNamed', { name: fileName })}
        onClick={() => uploadQueue.takeExisting(id)}
      >
        {t('useExisting')}
      </Button>
      <Button
        look="secondary"
        size="small"
        aria-label={t('uploadAnywayNamed', { name: fileName })}
        onClick={() => uploadQueue.uploadAnyway(id)}
      >
        {t('uploadAnyway')}
      </Button>
    </Question>
  );
}

function FileQuestion({ upload, onChooseFile }: UploadQuestionProps) {
  const t = useTranslations('upload');
  return (
    <Question text={t('waitingForFile')}>
      <Button
        look="secondary"
        size="small"
        aria-label={t('chooseAgainNamed', { name: upload.fileName })}
        onClick={onChooseFile}
      >
        {t('chooseAgain')}
      </Button>
    </Question>
  );
}

function PermissionQuestion({ upload: { id, fileName } }: { upload: Upload }) {
  const t = useTranslations('upload');
  return (
    <Question text={t('waitingForPermission')}>
      <Button
        look="secondary"
        size="small"
        aria-label={t('goOnNamed', { name: fileName })}
        onClick={() => uploadQueue.goOn(id)}
      >
        {t('goOn')}
      </Button>
    </Question>
  );
}

function LoginQuestion() {
  const t = useTranslations('upload');
  const signInAgain = useSignInAgain();
  return (
    <Question text={t('waitingForLogin')}>
      <Button look="secondary" size="small" onClick={signInAgain}>
        {t('signIn')}
      </Button>
    </Question>
  );
}
