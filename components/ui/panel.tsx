'use client';
// A panel that opens from a button: beside it on a wide screen, a sheet from below on a narrow one.
import { X } from 'lucide-react';
import { Dialog, Popover } from 'radix-ui';
import { type ReactNode, useId, useState } from 'react';
import { Button } from './button.tsx';
import { useIsNarrow } from './use-is-narrow.ts';

type PanelProps = {
  trigger: ReactNode;
  title: string;
  closeLabel: string;
  /** Stands beside the title. */
  actions?: ReactNode;
  children: ReactNode;
};

export function Panel(props: PanelProps) {
  const isNarrow = useIsNarrow();
  // Kept here, so that turning a phone does not close it.
  const [isOpen, setOpen] = useState(false);
  const Shape = isNarrow ? Sheet : Floating;
  return <Shape {...props} isOpen={isOpen} onOpenChange={setOpen} />;
}

type ShapeProps = PanelProps & { isOpen: boolean; onOpenChange: (isOpen: boolean) => void };

function Floating({ trigger, isOpen, onOpenChange, ...inside }: ShapeProps) {
  const titleId = useId();
  return (
    <Popover.Root open={isOpen} onOpenChange={onOpenChange}>
      <Popover.Trigger asChild>{trigger}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={8}
          collisionPadding={12}
          aria-labelledby={titleId}
          onFocusOutside={(event) => isInDialog(event.target) && event.preventDefault()}
          onPointerDownOutside={(event) => isInDialog(event.target) && event.preventDefault()}
          className="z-40 w-108 animate-appear rounded-xl border border-line bg-raised shadow-float"
        >
          <Head>
            <h2 id={titleId} className={titleClasses}>
              {inside.title}
            </h2>
            {inside.actions}
          </Head>
          {inside.children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Sheet({ trigger, isOpen, onOpenChange, ...inside }: ShapeProps) {
  return (
    <Dialog.Root open={isOpen} onOpenChange={onOpenChange}>
      <Dialog.Trigger asChild>{trigger}</Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-x-0 bottom-0 z-40 animate-appear rounded-t-xl border-line border-t bg-raised pb-[env(safe-area-inset-bottom)] shadow-float outline-none"
        >
          <Head>
            <Dialog.Title className={titleClasses}>{inside.title}</Dialog.Title>
            {inside.actions}
            <Dialog.Close asChild>
              <Button look="quiet" size="icon" aria-label={inside.closeLabel}>
                <X aria-hidden className="size-4.5" />
              </Button>
            </Dialog.Close>
          </Head>
          {inside.children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

const titleClasses = 'mr-auto font-semibold text-sm';

function Head({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-14 items-center gap-1 border-line border-b py-2 pr-2 pl-4">
      {children}
    </div>
  );
}

/** A dialog opened from a panel lies on top of it; it must not close what it was opened from. */
function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role=dialog],[role=alertdialog]') !== null;
}
