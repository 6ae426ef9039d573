// A text input of several lines.
import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';
import { controlClasses } from './input.tsx';

export function Textarea(props: Omit<ComponentProps<'textarea'>, 'className'>) {
  return (
    <textarea className={classNames(controlClasses, 'block min-h-11 px-3.5 py-2.5')} {...props} />
  );
}
