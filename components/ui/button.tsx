// A button, or a link that looks like one.
import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';
import { Spinner } from './spinner.tsx';

const looks = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong shadow-card',
  secondary: 'bg-surface text-ink border border-line-strong/60 hover:bg-sunken',
  quiet: 'text-ink hover:bg-sunken',
  danger: 'bg-danger text-on-danger hover:opacity-90',
};
const sizes = {
  small: 'h-9 px-3 text-sm gap-1.5',
  medium: 'h-11 px-4.5 text-sm gap-2',
  icon: 'size-10 justify-center',
};

type ButtonProps = ComponentProps<'button'> & {
  look?: keyof typeof looks;
  size?: keyof typeof sizes;
  /** Draws the look on the child instead, a link for instance. */
  asChild?: boolean;
  isBusy?: boolean;
  /** Cannot be pressed for now, but keeps the focus: for work that was begun with it and goes on. */
  isWaiting?: boolean;
};

/** A busy button keeps its words, shows a spinner and cannot be pressed. */
export function Button({
  look = 'primary',
  size = 'medium',
  asChild = false,
  isBusy = false,
  isWaiting = false,
  className,
  children,
  disabled,
  onClick,
  ...props
}: ButtonProps) {
  const classes = classNames(
    'inline-flex shrink-0 items-center justify-center rounded-md font-medium whitespace-nowrap',
    'transition-colors duration-150 disabled:opacity-55 disabled:pointer-events-none',
    'aria-disabled:opacity-55 aria-disabled:pointer-events-none',
    looks[look],
    sizes[size],
    className,
  );
  if (asChild) {
    return (
      <Slot.Root className={classes} onClick={onClick} {...props}>
        {children}
      </Slot.Root>
    );
  }
  return (
    <button
      type="button"
      className={classes}
      disabled={disabled || (isBusy && !isWaiting)}
      aria-disabled={isWaiting || undefined}
      onClick={isWaiting ? undefined : onClick}
      {...props}
    >
      {isBusy && <Spinner />}
      {children}
    </button>
  );
}
