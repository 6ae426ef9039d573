// Asks before something that is a lot, or that cannot be undone.
import { AlertDialog as Primitive } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { Button } from './button.tsx';
import { focusAgain } from './dialog.tsx';

type QuestionProps = {
  title: string;
  text: ReactNode;
  confirmLabel: string;
  cancelLabel: string;
  onConfirm: () => void;
  /** Whether nothing is taken away by it. */
  isHarmless?: boolean;
  /** What else has to be known or chosen, below the text. */
  children?: ReactNode;
};
type ConfirmDialogProps = QuestionProps & {
  trigger: ReactNode;
  /** When nothing would be lost, the trigger acts at once. */
  isNeeded?: boolean;
};

export function ConfirmDialog({ isNeeded = true, ...props }: ConfirmDialogProps) {
  const [isOpen, setOpen] = useState(false);
  const change = (open: boolean) => {
    if (open && !isNeeded) props.onConfirm();
    else setOpen(open);
  };
  return (
    <Primitive.Root open={isOpen} onOpenChange={change}>
      <Primitive.Trigger asChild>{props.trigger}</Primitive.Trigger>
      <Question {...props} />
    </Primitive.Root>
  );
}

/** The same question without a button of its own: open as long as it is there. */
export function Confirmation({ onClose, ...props }: QuestionProps & { onClose: () => void }) {
  const [opener] = useState(() => document.activeElement);
  return (
    <Primitive.Root open onOpenChange={(isOpen) => isOpen || onClose()}>
      <Question {...props} onClosed={() => focusAgain(opener)} />
    </Primitive.Root>
  );
}

function Question({ onClosed, ...props }: QuestionProps & { onClosed?: () => void }) {
  return (
    <Primitive.Portal>
      <Primitive.Overlay className="fixed inset-0 z-40 bg-scrim" />
      <Primitive.Content
        onCloseAutoFocus={onClosed}
        className="fixed inset-x-4 top-1/2 z-50 mx-auto max-h-[calc(100dvh-2rem)] max-w-md -translate-y-1/2 overflow-y-auto rounded-xl border border-line bg-raised p-6 shadow-float"
      >
        <Primitive.Title className="break-words font-semibold text-lg">
          {props.title}
        </Primitive.Title>
        <Primitive.Description className="mt-2 text-ink-muted">{props.text}</Primitive.Description>
        {props.children}
        <div className="mt-6 flex flex-wrap justify-end gap-3">
          <Primitive.Cancel asChild>
            <Button look="secondary">{props.cancelLabel}</Button>
          </Primitive.Cancel>
          <Primitive.Action asChild>
            <Button look={props.isHarmless ? 'primary' : 'danger'} onClick={props.onConfirm}>
              {props.confirmLabel}
            </Button>
          </Primitive.Action>
        </div>
      </Primitive.Content>
    </Primitive.Portal>
  );
}
