'use client';
// A text to be copied: shown in full, selected by a press, with a button that copies it.
import { type FocusEvent, type RefObject, useId, useRef } from 'react';
import { CopyButton } from './copy-button.tsx';

type CopyFieldProps = {
  label: string;
  value: string;
  copyLabel: string;
  copiedText: string;
  /** More than one: for what is longer than a line. */
  rows?: number;
};

export function CopyField({ label, value, copyLabel, copiedText, rows = 1 }: CopyFieldProps) {
  const id = useId();
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const Shape = rows > 1 ? Lines : Line;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-2">
      <label htmlFor={id} className="col-span-2 font-medium text-xs">
        {label}
      </label>
      <Shape id={id} value={value} rows={rows} field={field} />
      <CopyButton
        text={value}
        label={copyLabel}
        copiedText={copiedText}
        select={() => field.current?.select()}
      />
    </div>
  );
}

type ShapeProps = {
  id: string;
  value: string;
  rows: number;
  field: RefObject<(HTMLInputElement & HTMLTextAreaElement) | null>;
};
const looks = 'min-w-0 rounded-md border border-line bg-sunken px-2.5 font-mono text-xs';
const selectAll = ({ target }: FocusEvent<HTMLInputElement | HTMLTextAreaElement>) =>
  target.select();

function Line({ id, value, field }: ShapeProps) {
  return (
    <input
      {...{ id, value, ref: field, readOnly: true, onFocus: selectAll }}
      className={`h-9 ${looks}`}
    />
  );
}

function Lines({ id, value, rows, field }: ShapeProps) {
  return (
    <textarea
      {...{ id, value, rows, ref: field, readOnly: true, onFocus: selectAll }}
      className={`resize-none break-all py-2 ${looks}`}
    />
  );
}
