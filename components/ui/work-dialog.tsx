// A window to work in: most of a desk's screen, all of a phone's.
import { X } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import { type ComponentProps, type ReactNode, useRef } from 'react';
import { Button } from './button.tsx';
import { focusAgain } from './dialog.tsx';

type WorkDialogProps = {
  title: string;
  /** Stands beside the title. */
  note?: ReactNode;
  closeLabel: string;
  onClose: () => void;
  /** Told of Escape first: what it prevents does not close the window. */
  onEscape?: (event: KeyboardEvent) => void;
  /** What surrounds all of it: a drop zone, for instance. */
  frame?: ComponentProps<'div'>;
  footer: ReactNode;
  /** What is marked with `data-first-focus` gets the focus, else the first that can have it. */
  children: ReactNode;
};

/** Open as long as it is there. The focus goes back to what opened it. */
export function WorkDialog(props: WorkDialogProps) {
  const { title, note, closeLabel, onClose, onEscape, frame, footer, children } = props;
  const opener = useRef<Element | null>(null);
  const content = useRef<HTMLDivElement>(null);
  return (
    <Primitive.Root open onOpenChange={(isOpen) => isOpen || onClose()}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-scrim" />
        {/* As high as its own scrim: the questions it asks lie above both. */}
        <Primitive.Content
          aria-describedby={undefined}
          ref={content}
          onEscapeKeyDown={onEscape}
          onOpenAutoFocus={(event) => {
            opener.current = document.activeElement;
            const first = content.current?.querySelector<HTMLElement>('[data-first-focus]');
            if (first) event.preventDefault();
            first?.focus();
          }}
          onCloseAutoFocus={() => focusAgain(opener.current)}
          className="fixed inset-0 z-40 mx-auto overflow-hidden border-line bg-raised shadow-float outline-none sm:inset-x-6 sm:inset-y-6 sm:max-w-5xl sm:rounded-xl sm:border"
        >
          <div
            {...frame}
            className="relative grid h-full grid-rows-[auto_minmax(0,1fr)_auto] outline-none"
          >
            <div className="flex items-center gap-3 border-line border-b py-2 pr-2 pl-4 sm:pl-6">
              <Primitive.Title className="min-w-0 truncate font-semibold text-lg" title={title}>
                {title}
              </Primitive.Title>
              {note}
              <Primitive.Close asChild>
                <Button look="quiet" size="icon" aria-label={closeLabel} className="ml-auto">
                  <X aria-hidden className="size-5" />
                </Button>
              </Primitive.Close>
            </div>
            <div className="overflow-y-auto overscroll-contain px-4 py-4 sm:px-6">{children}</div>
            <div
              data-lifts-messages
              className="border-line border-t px-4 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:px-6"
            >
              {footer}
            </div>
          </div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
