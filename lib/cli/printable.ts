// Names of files may hold anything: a terminal must not take one for a command.

/** The same text with every control character, and what turns the direction of writing, as `�`. */
export function printable(text: string): string {
  return text.toWellFormed().replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
}
