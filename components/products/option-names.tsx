'use client';
// The names of the options that all variants of a product have: `Size`, `Colour`.
import { Plus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Input } from '#components/ui/input.tsx';
import { useFieldMessage } from '#lib/client/use-field-message.ts';
import { longestOptionName } from '#lib/shared/schemas/product.ts';
import { nameFault } from './variant-options.ts';

type OptionNamesProps = {
  names: readonly string[];
  onAdd: (name: string) => void;
  onRename: (name: string, newName: string) => void;
  onRemove: (name: string) => void;
};

/** What has no name yet asks for one. */
const nameless = '';

export function OptionNames({ names, onAdd, onRename, onRemove }: OptionNamesProps) {
  const t = useTranslations('product');
  const [isAdding, setAdding] = useState(false);
  const addButton = useRef<HTMLButtonElement>(null);
  // A name keeps its place, and with it the keyboard, while it is given and changed.
  const places = [...names, ...(isAdding ? [nameless] : [])].map((name, place) => ({
    name,
    place,
  }));
  const give = (name: string, newName: string) => {
    if (name !== nameless) return onRename(name, newName);
    setAdding(false);
    onAdd(newName);
  };
  const takeAway = (name: string) => {
    addButton.current?.focus();
    if (name === nameless) setAdding(false);
    else onRemove(name);
  };
  return (
    <fieldset className="grid grid-cols-1 min-w-0 gap-3">
      <legend className="mb-1.5 font-medium text-sm">{t('options')}</legend>
      {places.length > 0 && (
        <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
          {places.map(({ name, place }) => (
            <OptionName
              key={place}
              name={name}
              others={names.filter((each) => each !== name)}
              onName={(newName) => give(name, newName)}
              onRemove={() => takeAway(name)}
            />
          ))}
        </div>
      )}
      <Button
        look="quiet"
        size="small"
        isWaiting={isAdding}
        onClick={() => setAdding(true)}
        ref={addButton}
        className="-ml-3 justify-self-start"
      >
        <Plus aria-hidden className="size-4" />
        {t('addOption')}
      </Button>
    </fieldset>
  );
}

type OptionNameProps = {
  name: string;
  others: readonly string[];
  onName: (name: string) => void;
  onRemove: () => void;
};

/** A name takes effect when it is finished: with Enter, or when the keyboard goes elsewhere. */
function OptionName({ name, others, onName, onRemove }: OptionNameProps) {
  const t = useTranslations('product');
  const fieldMessage = useFieldMessage();
  const [draft, setDraft] = useState({ name, typed: name });
  const [fault, setFault] = useState<string>();
  const isNew = name === nameless;
  // Another name came from elsewhere, or what was typed became the name.
  const typed = draft.name === name ? draft.typed : name;
  const type = (text: string) => setDraft({ name, typed: text });

  const finish = () => {
    const chosen = typed.trim();
    const found = chosen === name ? undefined : nameFault(chosen, others, longestOptionName);
    setFault(found);
    if (!found && chosen !== name) onName(chosen);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      // The product must not be saved by this.
      event.preventDefault();
      finish();
    }
    if (event.key !== 'Escape') return;
    if (isNew) return onRemove();
    type(name);
    setFault(undefined);
  };

  return (
    <Field label={isNew ? t('newOption') : t('optionName', { name })} error={fieldMessage(fault)}>
      {(control) => (
        <div className="flex items-center gap-1">
          <Input
            {...control}
            value={typed}
            onChange={({ target }) => type(target.value)}
            onKeyDown={onKeyDown}
            onBlur={finish}
            ref={isNew ? focus : undefined}
          />
          <IconButton
            icon={X}
            label={isNew ? t('cancelOption') : t('removeOption', { name })}
            onClick={onRemove}
          />
        </div>
      )}
    </Field>
  );
}

/** The person just asked for this input. Outside the component, so that it happens only once. */
function focus(input: HTMLInputElement | null): void {
  input?.focus();
}
