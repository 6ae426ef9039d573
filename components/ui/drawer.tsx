// A sheet beside the page about one of its things; one can turn from thing to thing without closing it.
import { X } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { IconButton } from './icon-button.tsx';

type DrawerProps = {
  title: string;
  closeLabel: string;
  /** Stand beside the title. */
  actions?: ReactNode;
  onClose: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
  /** What gets the focus afterwards; nothing: the page itself, so that the keyboard does not start over. */
  returnTo: () => HTMLElement | null;
  children: ReactNode;
};

/** Open as long as it is there. */
export function Drawer(props: DrawerProps) {
  const { title, closeLabel, actions, onClose, onKeyDown, returnTo, children } = props;
  const content = useRef<HTMLDivElement>(null);
  return (
    <Primitive.Root open onOpenChange={(isOpen) => isOpen || onClose()}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Primitive.Content
          aria-describedby={undefined}
          ref={content}
          onKeyDown={onKeyDown}
          onOpenAutoFocus={(event) => {
            // No button in particular: the first keys are for all of it.
            event.preventDefault();
            content.current?.focus();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            (returnTo() ?? document.querySelector('main'))?.focus();
          }}
          className="fixed inset-y-0 right-0 z-50 grid w-full max-w-2xl animate-appear grid-rows-[auto_minmax(0,1fr)] border-line bg-raised shadow-float outline-none sm:rounded-l-xl sm:border-l"
        >
          <div className="flex min-h-14 items-center gap-1 border-line border-b py-2 pr-2 pl-5 sm:pl-6">
            <Primitive.Title
              className="mr-auto min-w-0 truncate font-semibold text-lg"
              title={title}
            >
              {title}
            </Primitive.Title>
            {actions}
            <Primitive.Close asChild>
              <IconButton icon={X} label={closeLabel} />
            </Primitive.Close>
          </div>
          <div className="overflow-y-auto overscroll-contain px-5 py-5 sm:px-6 sm:pb-6">
            {children}
          </div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
