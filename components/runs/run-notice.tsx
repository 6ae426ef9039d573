// How far a run over many is, and the button that stops it.
import { Button } from '#components/ui/button.tsx';
import { Progress } from '#components/ui/progress.tsx';

type RunNoticeProps = {
  label: string;
  text: string;
  /** 0 to 1; null while nothing has been done yet. */
  share: number | null;
  /** Null once it was pressed: what is under way comes to its end. */
  stopLabel: string | null;
  onStop: () => void;
};

export function RunNotice({ label, text, share, stopLabel, onStop }: RunNoticeProps) {
  return (
    <div className="flex items-center gap-4">
      <div className="grid min-w-0 flex-1 gap-2">
        <div className="flex flex-wrap justify-between gap-x-3">
          <p className="font-medium">{label}</p>
          {/* News come often: who listens asks the bar. */}
          <p aria-hidden className="text-ink-muted tabular-nums">
            {text}
          </p>
        </div>
        <Progress label={label} share={share} />
      </div>
      <Button look="secondary" size="small" isWaiting={stopLabel === null} onClick={onStop}>
        {stopLabel ?? '…'}
      </Button>
    </div>
  );
}
