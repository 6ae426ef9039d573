'use client';
// The uploads of this browser, reachable from every page.
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { uploadQueue } from '#lib/client/upload/browser-engine.ts';
import { useUploads } from '#lib/client/upload/use-uploads.ts';
import { CentreButton } from './centre-button.tsx';
import { CentreSummary } from './centre-summary.tsx';
import { isFinished } from './upload-acts.ts';
import { UploadList } from './upload-list.tsx';
import { useQueueSummary } from './use-queue-summary.ts';

export function UploadCentre() {
  const t = useTranslations('upload');
  const uploads = useUploads();
  const summary = useQueueSummary();
  const finished = uploads.filter(isFinished);
  return (
    <Panel
      title={t('centre')}
      closeLabel={t('centreClose')}
      trigger={<CentreButton summary={summary} />}
      actions={
        finished.length > 0 && (
          <Button
            look="quiet"
            size="small"
            onClick={() => finished.forEach(({ id }) => void uploadQueue.dismiss(id))}
          >
            {t('clearFinished')}
          </Button>
        )
      }
    >
      <CentreSummary summary={summary} />
      {uploads.length === 0 && (
        <p className="px-4 pt-6 pb-6 text-ink-muted text-sm">{t('centreEmpty')}</p>
      )}
      {/* Also when it is empty: it keeps the keyboard when its last row goes. */}
      <UploadList uploads={uploads} />
    </Panel>
  );
}
