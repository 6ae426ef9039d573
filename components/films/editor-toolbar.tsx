'use client';
// The buttons above the synopsis.
import type { Editor } from '@tiptap/react';
import {
  Bold,
  Heading,
  Italic,
  Link,
  List,
  ListOrdered,
  type LucideIcon,
  Redo2,
  Undo2,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Toolbar } from 'radix-ui';
import { LinkEditor } from './link-editor.tsx';

export type Formats = {
  bold: boolean;
  italic: boolean;
  heading: boolean;
  bulletList: boolean;
  orderedList: boolean;
  link: boolean;
  canUndo: boolean;
  canRedo: boolean;
};

type EditorToolbarProps = {
  /** Null for an instant, before the editor is there. */
  editor: Editor | null;
  formats: Formats | null;
  /** The id of the text these buttons work on. */
  controls: string;
};

export function EditorToolbar({ editor, formats, controls }: EditorToolbarProps) {
  const t = useTranslations('editor');
  const on = (name: keyof Formats) => formats?.[name] ?? false;
  const run = () => editor?.chain().focus();
  return (
    <Toolbar.Root
      aria-label={t('toolbar')}
      // What is not there yet cannot be named.
      aria-controls={editor ? controls : undefined}
      className="flex flex-wrap gap-0.5 border-line border-b p-1.5"
    >
      <Tool
        label={t('bold')}
        icon={Bold}
        isOn={on('bold')}
        press={() => run()?.toggleBold().run()}
      />
      <Tool
        label={t('italic')}
        icon={Italic}
        isOn={on('italic')}
        press={() => run()?.toggleItalic().run()}
      />
      <Tool
        label={t('heading')}
        icon={Heading}
        isOn={on('heading')}
        press={() => run()?.toggleHeading({ level: 2 }).run()}
      />
      <Tool
        label={t('bulletList')}
        icon={List}
        isOn={on('bulletList')}
        press={() => run()?.toggleBulletList().run()}
      />
      <Tool
        label={t('orderedList')}
        icon={ListOrdered}
        isOn={on('orderedList')}
        press={() => run()?.toggleOrderedList().run()}
      />
      <LinkEditor
        editor={editor}
        trigger={<Tool label={t('link')} icon={Link} isOn={on('link')} />}
      />
      <Toolbar.Separator className="mx-1 w-px bg-line" />
      <Tool
        label={t('undo')}
        icon={Undo2}
        isDisabled={!on('canUndo')}
        press={() => run()?.undo().run()}
      />
      <Tool
        label={t('redo')}
        icon={Redo2}
        isDisabled={!on('canRedo')}
        press={() => run()?.redo().run()}
      />
    </Toolbar.Root>
  );
}

type ToolProps = {
  label: string;
  icon: LucideIcon;
  /** Left out for what is not on or off. */
  isOn?: boolean;
  isDisabled?: boolean;
  press?: () => void;
};

/** Rest of the props come from a popover that this button may open. */
function Tool({ label, icon: Icon, isOn, isDisabled, press, ...props }: ToolProps) {
  return (
    <Toolbar.Button
      {...(press ? { onClick: press } : props)}
      type="button"
      aria-label={label}
      title={label}
      aria-pressed={press ? isOn : undefined}
      disabled={isDisabled}
      className={`grid size-9 place-items-center rounded-sm max-sm:size-8 transition-colors hover:bg-sunken disabled:opacity-40 ${isOn ? 'bg-accent-soft text-accent-strong' : 'text-ink-muted'}`}
    >
      <Icon aria-hidden className="size-4.5" />
    </Toolbar.Button>
  );
}
