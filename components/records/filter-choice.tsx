'use client';
// One condition of a list, chosen out of a few; none at first.
import { Select } from '#components/ui/select.tsx';

type FilterChoiceProps = {
  label: string;
  /** What stands there while there is no condition. */
  anyLabel: string;
  value: string;
  options: readonly { value: string; label: string }[];
  onChoose: (value: string) => void;
};

/** A select cannot have an empty value. */
const any = 'any';

export function FilterChoice({ label, anyLabel, value, options, onChoose }: FilterChoiceProps) {
  return (
    <Select
      aria-label={label}
      value={value || any}
      options={[{ value: any, label: anyLabel }, ...options]}
      onValueChange={(chosen) => onChoose(chosen === any ? '' : chosen)}
      className="min-w-36 flex-1 sm:w-44 sm:flex-none"
    />
  );
}
