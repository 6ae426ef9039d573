// One condition of a list, chosen out of a few; none at first.
import { Select } from './select.tsx';

type FilterChoiceProps<Value extends string> = {
  id?: string;
  label: string;
  /** What stands there while there is no condition. */
  anyLabel: string;
  value: Value | '';
  options: readonly { value: Value; label: string }[];
  onChoose: (value: Value | '') => void;
  className?: string;
};

/** A select cannot have an empty value. */
const noCondition = 'any';

export function FilterChoice<Value extends string>(props: FilterChoiceProps<Value>) {
  const { id, label, anyLabel, value, options, onChoose, className } = props;
  return (
    <Select
      {...(id ? { id } : {})}
      aria-label={label}
      value={value || noCondition}
      options={[{ value: noCondition, label: anyLabel }, ...options]}
      onValueChange={(chosen) =>
        onChoose(options.find((option) => option.value === chosen)?.value ?? '')
      }
      className={className}
    />
  );
}
