'use client';
// Shows how far a run over many is, wherever its person goes meanwhile, with a way to stop it.
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { newId } from '#lib/client/new-id.ts';
import type { RunControl, RunEnding, RunProgress } from '#lib/client/run-through.ts';
import { RunNotice } from './run-notice.tsx';

/** What a run is for: it is given how to be stopped and whom to tell. */
export type Work<Item> = (control: RunControl) => Promise<RunEnding<Item>>;

/**
 * Answers a function that runs `work` under a label and answers how it ended: null when it was
 * stopped before anything was done. Throws what `work` throws.
 */
export function useRun() {
  const t = useTranslations('runs');
  return async function run<Item>(
    label: string,
    work: Work<Item>,
  ): Promise<RunEnding<Item> | null> {
    const id = newId();
    const stopper = new AbortController();
    const show = (progress: RunProgress | null) => {
      const share = progress?.phase === 'acting' ? progress.done / progress.total : null;
      toast(
        <RunNotice
          label={label}
          text={progress ? t(progress.phase, progress) : ''}
          share={share}
          stopLabel={stopper.signal.aborted ? null : t('stop')}
          onStop={() => {
            stopper.abort();
            show(progress);
          }}
        />,
        { id, duration: Number.POSITIVE_INFINITY, dismissible: false },
      );
    };
    show(null);
    window.addEventListener('beforeunload', askBeforeClosing);
    try {
      return await work({ signal: stopper.signal, onProgress: show });
    } catch (error) {
      if (stopper.signal.aborted) return null;
      throw error;
    } finally {
      window.removeEventListener('beforeunload', askBeforeClosing);
      toast.dismiss(id);
    }
  };
}

/** With the page the run would end, and nobody would say how far it came. */
function askBeforeClosing(event: BeforeUnloadEvent): void {
  event.preventDefault();
}
