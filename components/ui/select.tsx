// A choice out of a list.
import { Check, ChevronDown } from 'lucide-react';
import { Select as Primitive } from 'radix-ui';
import { classNames } from './class-names.ts';
import { controlClasses } from './input.tsx';

type SelectProps = {
  value: string;
  /** What stands there as long as `value` is empty. */
  placeholder?: string;
  onValueChange: (value: string) => void;
  options: readonly { value: string; label: string }[];
  className?: string;
  id?: string;
  'aria-label'?: string;
  'aria-describedby'?: string;
  'aria-invalid'?: true;
};

export function Select(props: SelectProps) {
  const { value, placeholder, onValueChange, options, className, ...trigger } = props;
  return (
    <Primitive.Root value={value} onValueChange={onValueChange}>
      <Primitive.Trigger
        {...trigger}
        className={classNames(
          controlClasses,
          'flex h-11 items-center justify-between gap-2 px-3.5 text-left',
          className,
        )}
      >
        {/* What is chosen may be long: it is cut off, and makes nothing around it wider. */}
        <span className="flex-1 truncate [contain:inline-size]">
          <Primitive.Value placeholder={placeholder} />
        </span>
        <ChevronDown aria-hidden className="size-4 shrink-0 text-ink-muted" />
      </Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          position="popper"
          sideOffset={6}
          className="z-50 max-h-72 min-w-(--radix-select-trigger-width) animate-appear overflow-hidden rounded-lg border border-line bg-raised p-1 shadow-float"
        >
          <Primitive.Viewport>
            {options.map((option) => (
              <Primitive.Item
                key={option.value}
                value={option.value}
                className="flex h-10 cursor-pointer select-none items-center gap-2 rounded-sm pr-3 pl-2 text-sm outline-none data-highlighted:bg-sunken"
              >
                <span className="grid size-4 place-items-center">
                  <Primitive.ItemIndicator>
                    <Check aria-hidden className="size-4 text-accent" />
                  </Primitive.ItemIndicator>
                </span>
                <Primitive.ItemText>{option.label}</Primitive.ItemText>
              </Primitive.Item>
            ))}
          </Primitive.Viewport>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
