// A bar that fills, or sweeps while nobody knows how long. It moves when there is news: gliding in
// between would have the browser draw sixty times a second for as long as an upload takes.
import { Progress as Primitive } from 'radix-ui';

type ProgressProps = {
  label: string;
  /** 0 to 1; null while it cannot be told. */
  share: number | null;
  /** For a bar that is alone on its page: it moves also while nobody can tell. */
  sweeps?: boolean;
};

export function Progress({ label, share, sweeps = false }: ProgressProps) {
  const percent = share === null ? null : Math.floor(share * 100);
  return (
    <Primitive.Root
      value={percent}
      aria-label={label}
      className="h-1.5 overflow-hidden rounded-full bg-sunken"
    >
      {percent === null ? (
        <Primitive.Indicator
          className={
            sweeps
              ? 'h-full w-1/4 animate-sweep rounded-full bg-accent'
              : 'h-full rounded-full bg-accent/35'
          }
        />
      ) : (
        <Primitive.Indicator
          className="h-full rounded-full bg-accent"
          style={{ transform: `translateX(${percent - 100}%)` }}
        />
      )}
    </Primitive.Root>
  );
}
