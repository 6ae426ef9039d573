'use client';
// Writes the synopsis: text with a little structure.
import { EditorContent, useEditor, useEditorState } from '@tiptap/react';
import StarterKit from '@tiptap/starter-kit';
import { useId } from 'react';
import { FieldError } from '#components/ui/field.tsx';
import { controlClasses } from '#components/ui/input.tsx';
import { EditorToolbar, type Formats } from './editor-toolbar.tsx';
import { fromWord } from './paste-from-word.ts';

type SynopsisEditorProps = {
  /** HTML to start from; later values are the editor's own. */
  initial: string;
  label: string;
  onChange: (html: string) => void;
  error?: string;
};

export function SynopsisEditor({ initial, label, onChange, error }: SynopsisEditorProps) {
  const id = useId();
  const editor = useEditor({
    // Drawn in the browser only: the server has no selection to agree on.
    immediatelyRender: false,
    extensions: [
      StarterKit.configure({
        heading: { levels: [2, 3] },
        link: { openOnClick: false, protocols: ['http', 'https'], defaultProtocol: 'https' },
      }),
    ],
    content: initial,
    editorProps: {
      transformPastedHTML: fromWord,
      attributes: {
        id,
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': label,
        class: 'prose min-h-40 px-3.5 py-3 outline-none',
      },
    },
    onUpdate: ({ editor }) => onChange(editor.isEmpty ? '' : editor.getHTML()),
  });
  const formats = useEditorState({
    editor,
    selector: ({ editor }): Formats => ({
      bold: editor?.isActive('bold') ?? false,
      italic: editor?.isActive('italic') ?? false,
      heading: editor?.isActive('heading') ?? false,
      bulletList: editor?.isActive('bulletList') ?? false,
      orderedList: editor?.isActive('orderedList') ?? false,
      link: editor?.isActive('link') ?? false,
      canUndo: editor?.can().undo() ?? false,
      canRedo: editor?.can().redo() ?? false,
    }),
  });
  return (
    <div className="grid grid-cols-1 gap-1.5">
      <p className="font-medium text-sm">{label}</p>
      <div className={`${controlClasses} overflow-hidden focus-within:border-accent`}>
        <EditorToolbar editor={editor} formats={formats} controls={id} />
        {editor ? <EditorContent editor={editor} /> : <div className="min-h-40" aria-hidden />}
      </div>
      {error && <FieldError>{error}</FieldError>}
    </div>
  );
}
