'use client';
// A text to be copied: shown in full, selected by a press, with a button that copies it.
import { Check, Copy } from 'lucide-react';
import { type FocusEvent, type RefObject, useEffect, useId, useRef, useState } from 'react';
import { IconButton } from './icon-button.tsx';

type CopyFieldProps = {
  label: string;
  value: string;
  copyLabel: string;
  copiedText: string;
  /** More than one: for what is longer than a line. */
  rows?: number;
};

const shownForMs = 2_000;

export function CopyField({ label, value, copyLabel, copiedText, rows = 1 }: CopyFieldProps) {
  const id = useId();
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), shownForMs);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = async () => {
    field.current?.select();
    setCopied(await copyText(value));
  };
  const Shape = rows > 1 ? Lines : Line;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-2">
      <label htmlFor={id} className="col-span-2 font-medium text-xs">
        {label}
      </label>
      <Shape id={id} value={value} rows={rows} field={field} />
      <IconButton
        icon={isCopied ? Check : Copy}
        label={copyLabel}
        onClick={() => void copy()}
        className="size-9 self-start"
      />
      <p role="status" className="sr-only">
        {isCopied ? copiedText : ''}
      </p>
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

/** On plain HTTP there is no clipboard to ask for; then the field that was selected is copied, as by hand. */
async function copyText(text: string): Promise<boolean> {
  if (!window.isSecureContext) return document.execCommand('copy');
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => document.execCommand('copy'),
  );
}
