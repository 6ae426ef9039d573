// Captions of a video: what is sent in, what is answered.
import { z } from 'zod';
import { canonicalLanguage } from '../language-tag.ts';

/** `captions` also say what is heard, for who does not hear it. */
export const captionKinds = ['subtitles', 'captions'] as const;
export type CaptionKind = (typeof captionKinds)[number];

/** Of the file as it is sent: three hours of dense talk have a tenth of it. */
export const maxCaptionBytes = 2 * 1024 * 1024;

const language = z
  .string()
  .max(100, 'language')
  .transform((tag, context) => {
    const canonical = canonicalLanguage(tag);
    if (canonical) return canonical;
    context.addIssue({ code: 'custom', message: 'language' });
    return z.NEVER;
  });
/** A quotation mark or a new line would end the name in a playlist (RFC 8216, 4.2). */
const label = z
  .string()
  .trim()
  .min(1, 'required')
  .max(100, 'tooLong')
  .regex(/^[^\p{Cc}"]*$/u, 'invalid');
/** Forms have words only. */
const flag = z.union([z.boolean(), z.stringbool()]);

/** Of `text` and `file` there is one: a form holds a file, JSON a text. */
export const newCaptionSchema = z
  .object({
    language,
    label: label.optional(),
    kind: z.enum(captionKinds).default('subtitles'),
    isDefault: flag.optional(),
    text: z.string().optional(),
    file: z.instanceof(Uint8Array).optional(),
  })
  .refine(({ text, file }) => (text === undefined) !== (file === undefined), {
    path: ['file'],
    message: 'required',
    // Also while other fields are wrong: all of them are named at once.
    when: ({ value }) => typeof value === 'object' && value !== null,
  });
export type NewCaption = z.output<typeof newCaptionSchema>;

export const captionPatchSchema = z.object({
  language: language.optional(),
  /** Null gives it the name of its language. */
  label: label.nullable().optional(),
  kind: z.enum(captionKinds).optional(),
  isDefault: flag.optional(),
});
export type CaptionPatch = z.output<typeof captionPatchSchema>;

export const captionSchema = z.object({
  id: z.string(),
  language: z.string(),
  label: z.string(),
  kind: z.enum(captionKinds),
  isDefault: z.boolean(),
  byteSize: z.int(),
  cueCount: z.int(),
  /** Answers the text as WebVTT; another one when the text was replaced. */
  url: z.string(),
  createdAt: z.iso.datetime(),
});
export type Caption = z.output<typeof captionSchema>;

export const captionsSchema = z.object({ results: z.array(captionSchema) });
