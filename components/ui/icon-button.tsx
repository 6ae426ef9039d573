// A button that is only a sign; its words are for those who do not see it, and for the pointer.
import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import { Button } from './button.tsx';

type IconButtonProps = Pick<ComponentProps<typeof Button>, 'isWaiting'> &
  ComponentProps<'button'> & { label: string; icon: LucideIcon };

export function IconButton({ label, icon: Icon, ...props }: IconButtonProps) {
  return (
    <Button look="quiet" size="icon" aria-label={label} title={label} className="size-9" {...props}>
      <Icon aria-hidden className="size-4" />
    </Button>
  );
}
