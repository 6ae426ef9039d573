'use client';
// Asks for the address of a link in the synopsis.
import type { Editor } from '@tiptap/react';
import { useTranslations } from 'next-intl';
import { Popover } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';

export function LinkEditor({ editor, trigger }: { editor: Editor | null; trigger: ReactNode }) {
  const t = useTranslations('editor');
  const [isOpen, setOpen] = useState(false);
  const [address, setAddress] = useState('');
  const [isInvalid, setInvalid] = useState(false);

  const change = (open: boolean) => {
    setAddress(String(editor?.getAttributes('link').href ?? ''));
    setInvalid(false);
    setOpen(open);
  };
  const apply = () => {
    const href = address.trim();
    if (!/^https?:\/\/\S+$/i.test(href)) return setInvalid(true);
    const chain = editor?.chain().focus().extendMarkRange('link');
    // Without a selection the address itself becomes the text.
    if (editor?.state.selection.empty && !editor.isActive('link')) {
      chain
        ?.insertContent({ type: 'text', text: href, marks: [{ type: 'link', attrs: { href } }] })
        .run();
    } else {
      chain?.setLink({ href }).run();
    }
    setOpen(false);
  };
  const remove = () => {
    editor?.chain().focus().extendMarkRange('link').unsetLink().run();
    setOpen(false);
  };

  return (
    <Popover.Root open={isOpen} onOpenChange={change}>
      <Popover.Trigger asChild>{trigger}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          sideOffset={6}
          collisionPadding={12}
          aria-label={t('link')}
          onCloseAutoFocus={(event) => event.preventDefault()}
          className="z-50 grid w-80 max-w-[calc(100vw-1.5rem)] animate-appear gap-3 rounded-lg border border-line bg-raised p-4 shadow-float"
        >
          <Field label={t('linkAddress')} error={isInvalid ? t('linkInvalid') : undefined}>
            {(control) => (
              <Input
                {...control}
                type="url"
                value={address}
                placeholder="https://"
                onChange={({ target }) => setAddress(target.value)}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter') return;
                  // The form around the editor must not be sent by this.
                  event.preventDefault();
                  apply();
                }}
              />
            )}
          </Field>
          <div className="flex justify-end gap-2">
            {editor?.isActive('link') && (
              <Button look="quiet" size="small" onClick={remove}>
                {t('linkRemove')}
              </Button>
            )}
            <Button size="small" onClick={apply}>
              {t('linkApply')}
            </Button>
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
