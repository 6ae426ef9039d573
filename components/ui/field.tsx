// A labelled control with its hint and its error, wired for assistive technology.
import { CircleAlert } from 'lucide-react';
import { type ReactNode, useId } from 'react';

export type ControlProps = {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
};

type FieldProps = {
  label: string;
  hint?: string;
  error?: string;
  isRequired?: boolean;
  /** Draws the control; what it is given must end up on the element people use. */
  children: (control: ControlProps) => ReactNode;
};

export function Field({ label, hint, error, isRequired = false, children }: FieldProps) {
  const id = useId();
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  const control: ControlProps = {
    id,
    'aria-describedby': describedBy || undefined,
    'aria-invalid': error ? true : undefined,
  };
  return (
    <div className="grid grid-cols-1 content-start gap-1.5">
      <label htmlFor={id} id={`${id}-label`} className="break-words font-medium text-sm">
        {label}
        {isRequired && (
          <span aria-hidden className="text-accent">
            {' *'}
          </span>
        )}
      </label>
      {children(control)}
      {hint && (
        <p id={`${id}-hint`} className="text-ink-muted text-xs">
          {hint}
        </p>
      )}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  );
}

export function FieldError({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p id={id} className="flex items-start gap-1.5 text-danger text-sm">
      <CircleAlert aria-hidden className="mt-0.75 size-4 shrink-0" />
      <span>{children}</span>
    </p>
  );
}
