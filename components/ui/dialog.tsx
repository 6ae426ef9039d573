// A window over the page about one thing; the page waits behind it.
import { X } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import { type ReactNode, useRef } from 'react';
import { Button } from './button.tsx';
import { classNames } from './class-names.ts';

const widths = { narrow: 'max-w-md', wide: 'max-w-3xl' };

type DialogProps = {
  title: string;
  closeLabel: string;
  width?: keyof typeof widths;
  onClose: () => void;
  /** What is marked with `data-first-focus` gets the focus, else the first that can have it. */
  children: ReactNode;
};

/** Open as long as it is there. The focus goes back to what opened it. */
export function Dialog({ title, closeLabel, width = 'wide', onClose, children }: DialogProps) {
  const opener = useRef<Element | null>(null);
  const content = useRef<HTMLDivElement>(null);
  return (
    <Primitive.Root open onOpenChange={(isOpen) => isOpen || onClose()}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Primitive.Content
          aria-describedby={undefined}
          ref={content}
          onOpenAutoFocus={(event) => {
            opener.current = document.activeElement;
            const first = content.current?.querySelector<HTMLElement>('[data-first-focus]');
            if (first) event.preventDefault();
            first?.focus();
          }}
          onCloseAutoFocus={() => focusAgain(opener.current)}
          className={classNames(
            'fixed inset-x-3 top-1/2 z-50 mx-auto grid max-h-[calc(100dvh-1.5rem)] grid-cols-1 -translate-y-1/2 grid-rows-[auto_minmax(0,1fr)] rounded-xl border border-line bg-raised shadow-float',
            widths[width],
          )}
        >
          <div className="flex items-center justify-between gap-3 py-2.5 pr-2.5 pl-5 sm:pl-6">
            <Primitive.Title
              className="line-clamp-2 min-w-0 font-semibold text-lg wrap-anywhere"
              title={title}
            >
              {title}
            </Primitive.Title>
            <Primitive.Close asChild>
              <Button look="quiet" size="icon" aria-label={closeLabel}>
                <X aria-hidden className="size-5" />
              </Button>
            </Primitive.Close>
          </div>
          <div className="overflow-y-auto px-5 pb-5 sm:px-6 sm:pb-6">{children}</div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

/**
 * Focuses what opened a dialog. It may be gone: then the page itself, so that the keyboard does not
 * start over, unless somebody who knows better gave the focus away already.
 */
export function focusAgain(opener: Element | null): void {
  const isTaken = document.activeElement !== document.body;
  if (!opener?.isConnected && isTaken) return;
  const target = opener?.isConnected ? opener : document.querySelector('main');
  if (target instanceof HTMLElement) target.focus();
}
