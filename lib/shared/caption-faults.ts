// What can be wrong with a file of captions: said by the server, understood by its pages.

/** Sentences of the API. The messages have the same for people, under `captions.faults`. */
const sentences = {
  noCaptions: 'there is no caption in it',
  binary: 'a character that no text has',
  time: 'a time that cannot be read',
  endFirst: 'an end before its beginning',
  tooLong: 'more text than one caption can show',
  tooMany: 'more captions than a film can have',
} as const;

export type CaptionFault = keyof typeof sentences;

/** `line 12: an end before its beginning`; without a line it is about the whole file. */
export function faultMessage(fault: CaptionFault, line: number | null): string {
  return line === null ? sentences[fault] : `line ${line}: ${sentences[fault]}`;
}

/** The fault a message of the API stands for, or null when it is about something else. */
export function faultIn(message: string): { fault: CaptionFault; line: number | null } | null {
  const [, line, sentence] = /^(?:line (\d+): )?(.+)$/.exec(message) ?? [];
  const faults = Object.keys(sentences) as CaptionFault[];
  const fault = faults.find((known) => sentences[known] === sentence);
  return fault ? { fault, line: line === undefined ? null : Number(line) } : null;
}
