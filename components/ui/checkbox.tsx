// A box to tick, its name said but not shown.
import type { ChangeEvent } from 'react';
import { classNames } from './class-names.ts';

type CheckboxProps = {
  label: string;
  /** `some`: what it stands for is partly chosen. */
  checked: boolean | 'some';
  onChange: (press: { isRange: boolean }) => void;
  className?: string;
};

/** What is around the box can be pressed too, so that a finger finds it. */
export function Checkbox({ label, checked, onChange, className }: CheckboxProps) {
  const press = ({ nativeEvent }: ChangeEvent<HTMLInputElement>) =>
    onChange({ isRange: 'shiftKey' in nativeEvent && nativeEvent.shiftKey === true });
  return (
    <label
      className={classNames('grid size-9 shrink-0 cursor-pointer place-items-center', className)}
    >
      <input
        type="checkbox"
        aria-label={label}
        checked={checked === true}
        ref={(input) => {
          if (input) input.indeterminate = checked === 'some';
        }}
        onChange={press}
        className="size-4.5 cursor-pointer accent-accent"
      />
    </label>
  );
}
