// A choice of one out of a few, each with a sentence of explanation.
import { RadioGroup as Primitive } from 'radix-ui';
import { useId } from 'react';

type RadioCardsProps<Value extends string> = {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string; hint: string }[];
  onChange: (value: Value) => void;
};

export function RadioCards<Value extends string>(props: RadioCardsProps<Value>) {
  const id = useId();
  const choose = (value: string) => {
    const chosen = props.options.find((option) => option.value === value);
    if (chosen) props.onChange(chosen.value);
  };
  return (
    <Primitive.Root
      value={props.value}
      onValueChange={choose}
      aria-label={props.label}
      className="grid gap-2.5"
    >
      {props.options.map(({ value, label, hint }) => (
        <div
          key={value}
          className="relative flex items-start gap-3 rounded-md border border-line px-3.5 py-3 transition-colors has-data-[state=checked]:border-accent has-data-[state=checked]:bg-accent-soft/50 hover:border-line-strong"
        >
          <Primitive.Item
            value={value}
            id={`${id}-${value}`}
            aria-describedby={`${id}-${value}-hint`}
            className="relative z-10 mt-0.75 grid size-4.5 shrink-0 place-items-center rounded-full border border-line-strong bg-surface data-[state=checked]:border-accent"
          >
            <Primitive.Indicator className="size-2.5 rounded-full bg-accent" />
          </Primitive.Item>
          <div className="min-w-0">
            {/* The label covers the card, so that all of it can be pressed. */}
            <label
              htmlFor={`${id}-${value}`}
              className="cursor-pointer font-medium text-sm after:absolute after:inset-0"
            >
              {label}
            </label>
            <p
              id={`${id}-${value}-hint`}
              className="whitespace-pre-line text-ink-muted text-xs wrap-anywhere"
            >
              {hint}
            </p>
          </div>
        </div>
      ))}
    </Primitive.Root>
  );
}
