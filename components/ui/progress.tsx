// A bar that fills, or sweeps while nobody knows how long.
import { Progress as Primitive } from 'radix-ui';

type ProgressProps = {
  label: string;
  /** 0 to 1; null while it cannot be told. */
  share: number | null;
};

export function Progress({ label, share }: ProgressProps) {
  const percent = share === null ? null : Math.floor(share * 100);
  return (
    <Primitive.Root
      value={percent}
      aria-label={label}
      className="h-1.5 overflow-hidden rounded-full bg-sunken"
    >
      {percent === null ? (
        <Primitive.Indicator className="h-full w-1/4 animate-sweep rounded-full bg-accent" />
      ) : (
        <Primitive.Indicator
          className="h-full rounded-full bg-accent transition-[width] duration-200 ease-linear"
          style={{ width: `${percent}%` }}
        />
      )}
    </Primitive.Root>
  );
}
