'use client';
// Asks for the name of a category, and says what is wrong with it.
import { type ReactNode, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import { useFieldMessage } from '#lib/client/use-field-message.ts';
import { AppError } from '#lib/shared/errors.ts';
import { categoryInputSchema } from '#lib/shared/schemas/category.ts';

type NameFormProps = {
  label: string;
  initial?: string;
  submitLabel: string;
  /** Saves the name. When it fails, the form stays as it is and says why. */
  save: (name: string) => Promise<unknown>;
  hasFocus?: boolean;
  children?: ReactNode;
};

export function NameForm(props: NameFormProps) {
  const { label, initial = '', submitLabel, save, hasFocus = false, children } = props;
  const fieldMessage = useFieldMessage();
  const errorSentence = useErrorSentence();
  const [name, setName] = useState(initial);
  const [error, setError] = useState<string>();
  const [isSaving, setSaving] = useState(false);

  const submit = async () => {
    const input = categoryInputSchema.safeParse({ name });
    if (!input.success) return setError(fieldMessage(name.trim() ? 'tooLong' : 'required'));
    setSaving(true);
    try {
      await save(input.data.name);
      setName(initial);
      setError(undefined);
    } catch (thrown) {
      const isTaken = thrown instanceof AppError && thrown.code === 'conflict';
      setError(isTaken ? fieldMessage('taken') : errorSentence(thrown));
    } finally {
      setSaving(false);
    }
  };

  return (
    <form
      method="post"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Field label={label} error={error}>
        {(control) => (
          <div className="flex flex-wrap gap-2">
            <div className="min-w-48 flex-1">
              <Input
                {...control}
                value={name}
                onChange={({ target }) => setName(target.value)}
                ref={hasFocus ? focusAndSelect : undefined}
              />
            </div>
            <Button type="submit" isBusy={isSaving}>
              {submitLabel}
            </Button>
            {children}
          </div>
        )}
      </Field>
    </form>
  );
}

/** The person just asked for this input. Outside the component, so that it happens only once. */
function focusAndSelect(input: HTMLInputElement | null): void {
  input?.select();
}
