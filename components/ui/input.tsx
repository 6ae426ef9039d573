// A one-line text input.
import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';

/** The looks of everything one types or chooses in; the padding is up to each. */
export const controlClasses = classNames(
  'w-full rounded-md border border-line-strong/70 bg-surface text-base text-ink',
  'placeholder:text-ink-muted/80 transition-colors duration-150 hover:border-line-strong',
  'aria-invalid:border-danger disabled:opacity-60',
);

/** `hasIcon` leaves room for one at the start. */
export function Input({
  hasIcon = false,
  ...props
}: Omit<ComponentProps<'input'>, 'className'> & { hasIcon?: boolean }) {
  return (
    <input
      className={classNames(controlClasses, 'h-11 pr-3.5', hasIcon ? 'pl-11' : 'pl-3.5')}
      {...props}
    />
  );
}
