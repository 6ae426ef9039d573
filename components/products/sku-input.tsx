// What a SKU is written in: every letter alike wide, so that it can be compared with a label.
import type { ComponentProps } from 'react';
import { controlClasses } from '#components/ui/input.tsx';

export function SkuInput(props: Omit<ComponentProps<'input'>, 'className'>) {
  return (
    <input
      className={`${controlClasses} h-11 px-3.5 font-mono`}
      autoCapitalize="none"
      autoComplete="off"
      spellCheck={false}
      {...props}
    />
  );
}
