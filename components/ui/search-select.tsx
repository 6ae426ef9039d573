'use client';
// A choice out of more than fit into a list: typing narrows it (the combobox of WAI-ARIA's patterns).
import { Check, ChevronDown } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { classNames } from './class-names.ts';
import { controlClasses } from './input.tsx';

export type SearchOption = { value: string; label: string };

type SearchSelectProps = {
  label: string;
  /** What is chosen; what stands for none may be one of the options. */
  value: SearchOption;
  /** What is offered for the words that were searched. */
  options: readonly SearchOption[];
  /** Told what is typed, and nothing at all when it opens. */
  onSearch: (words: string) => void;
  onChoose: (value: string) => void;
  /** Stands in the list where nothing is offered. */
  nothingText: string;
  /** Whether what is offered is still for earlier words. */
  isBusy: boolean;
  className?: string;
};

export function SearchSelect(props: SearchSelectProps) {
  const { label, value, options, onSearch, onChoose, nothingText, isBusy, className } = props;
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const [words, setWords] = useState('');
  const [active, setActive] = useState(0);
  const shown = isOpen ? Math.min(active, options.length - 1) : -1;
  const optionId = (at: number) => `${id}-${at}`;

  useEffect(() => {
    if (shown >= 0) document.getElementById(`${id}-${shown}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, shown]);

  const open = () => {
    if (isOpen) return;
    setOpen(true);
    setWords('');
    onSearch('');
    const chosen = options.findIndex((option) => option.value === value.value);
    setActive(Math.max(0, chosen));
  };
  const choose = (option: SearchOption | undefined) => {
    setOpen(false);
    if (option && option.value !== value.value) onChoose(option.value);
  };
  const press = (event: KeyboardEvent) => {
    const last = options.length - 1;
    const moves: Record<string, number> = {
      ArrowDown: isOpen ? Math.min(last, shown + 1) : shown,
      ArrowUp: isOpen ? Math.max(0, shown - 1) : shown,
      PageDown: Math.min(last, shown + 5),
      PageUp: Math.max(0, shown - 5),
    };
    const move = moves[event.key];
    if (move !== undefined) {
      if (isOpen) setActive(move);
      else open();
    } else if (event.key === 'Enter' && isOpen) {
      if (!isBusy) choose(options[shown]);
    } else if (event.key === 'Escape' && isOpen) {
      setOpen(false);
    } else {
      return;
    }
    event.preventDefault();
  };

  return (
    <div className={classNames('relative', className)}>
      <input
        role="combobox"
        aria-label={label}
        aria-expanded={isOpen}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={shown >= 0 ? optionId(shown) : undefined}
        autoComplete="off"
        spellCheck={false}
        value={isOpen ? words : value.label}
        placeholder={value.label}
        onChange={({ target }) => {
          // Typing into what is closed begins anew.
          const typed = isOpen ? target.value : target.value.replace(value.label, '');
          setOpen(true);
          setWords(typed);
          setActive(0);
          onSearch(typed.trim());
        }}
        onClick={open}
        onKeyDown={press}
        onBlur={() => setOpen(false)}
        className={classNames(controlClasses, 'h-11 truncate pr-9 pl-3.5')}
      />
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-3.5 right-3.5 size-4 text-ink-muted"
      />
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={label}
        aria-busy={isBusy}
        hidden={!isOpen}
        className="absolute right-0 left-0 z-50 mt-1.5 max-h-72 animate-appear overflow-y-auto rounded-lg border border-line bg-raised p-1 shadow-float"
      >
        {options.map((option, at) => (
          <div
            key={option.value}
            id={optionId(at)}
            role="option"
            aria-selected={option.value === value.value}
            data-highlighted={at === shown || undefined}
            // The input keeps the focus.
            onPointerDown={(event) => event.preventDefault()}
            onPointerMove={() => setActive(at)}
            tabIndex={-1}
            onClick={() => choose(option)}
            onKeyDown={press}
            className="flex h-10 cursor-pointer select-none items-center gap-2 rounded-sm pr-3 pl-2 text-sm data-highlighted:bg-sunken"
          >
            <span className="grid size-4 shrink-0 place-items-center">
              {option.value === value.value && <Check aria-hidden className="size-4 text-accent" />}
            </span>
            <span className="truncate">{option.label}</span>
          </div>
        ))}
      </div>
      {isOpen && options.length === 0 && (
        <p
          role="status"
          className="absolute right-0 left-0 z-50 mt-1.5 rounded-lg border border-line bg-raised px-3 py-2.5 text-ink-muted text-sm shadow-float"
        >
          {nothingText}
        </p>
      )}
    </div>
  );
}
