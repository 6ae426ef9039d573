// Which captions a film begins with, and what is remembered of a choice.
import { z } from 'zod';
import { type Caption, captionKinds } from '#lib/shared/schemas/caption.ts';

export type PlayerCaption = Pick<
  Caption,
  'id' | 'language' | 'label' | 'kind' | 'isDefault' | 'url'
>;

const rememberedSchema = z.object({
  language: z.string(),
  kind: z.enum(captionKinds),
  isOn: z.boolean(),
});
/** The last captions that were chosen, in any film. */
export type RememberedChoice = z.output<typeof rememberedSchema>;

/** Those a person last chose, or none if they were turned off; else what the film shows by default. */
export function firstCaption(
  captions: readonly PlayerCaption[],
  remembered: RememberedChoice | null,
): PlayerCaption | null {
  if (remembered && !remembered.isOn) return null;
  const chosen = remembered && inLanguage(captions, remembered);
  return chosen ?? captions.find(({ isDefault }) => isDefault) ?? null;
}

/** What turning captions on shows: as above, else those in a language of the reader, else the first. */
export function captionToTurnOn(
  captions: readonly PlayerCaption[],
  remembered: RememberedChoice | null,
  languages: readonly string[],
): PlayerCaption | null {
  return (
    firstCaption(captions, remembered && { ...remembered, isOn: true }) ??
    languages
      .map((language) => inLanguage(captions, { language, kind: 'subtitles' }))
      .find((found) => found !== undefined) ??
    captions[0] ??
    null
  );
}

/** The same language and kind, else the same language, else another variety of it. */
function inLanguage(
  captions: readonly PlayerCaption[],
  { language, kind }: Pick<RememberedChoice, 'language' | 'kind'>,
): PlayerCaption | undefined {
  const base = (tag: string) => tag.split('-')[0];
  const similar = captions.filter((one) => base(one.language) === base(language));
  const same = similar.filter((one) => one.language === language);
  return same.find((one) => one.kind === kind) ?? same[0] ?? similar[0];
}

const key = 'captions';

/** Null in a browser that keeps nothing, and for what somebody else wrote there. */
export function recallChoice(): RememberedChoice | null {
  try {
    return rememberedSchema.parse(JSON.parse(localStorage.getItem(key) ?? ''));
  } catch {
    return null;
  }
}

export function rememberChoice(choice: RememberedChoice): void {
  try {
    localStorage.setItem(key, JSON.stringify(choice));
  } catch {
    // A browser that keeps nothing asks again next time.
  }
}
