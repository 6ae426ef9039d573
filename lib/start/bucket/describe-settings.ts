// How the settings of a bucket went, and what is left to do by hand, as lines of text.
import { corsRuleFor, type Setting, type SettingOutcome } from '#lib/storage/bucket-setup.ts';

const names: Record<Setting, string> = {
  cors: 'CORS policy (GET, HEAD, PUT; ETag exposed)',
  lifecycle: 'Lifecycle (unfinished multipart uploads end after 1 day)',
};

/** One line. */
export function describeOutcome({ setting, state, othersKept, reason }: SettingOutcome): string {
  const others = othersKept > 0 ? `; ${othersKept} rules of others stay` : '';
  const words: Record<SettingOutcome['state'], string> = {
    set: `set, and read back${others}`,
    already: `was there already${others}`,
    refused: `NOT SET: the endpoint answered ${reason}`,
    lost: 'NOT SET: the endpoint took it, but does not say so when asked',
  };
  return `${names[setting]}: ${words[state]}`;
}

/** What to do about a setting that could not be set. */
export function byHand(setting: Setting, origins: readonly string[]): string {
  if (setting === 'lifecycle') {
    return (
      'Lifecycle, by hand: in the settings of the bucket (R2: Settings → Object lifecycle rules) add a rule\n' +
      'for all objects that aborts incomplete multipart uploads after 1 day.'
    );
  }
  const policy = JSON.stringify([corsRuleFor(origins)], null, 2);
  return (
    'CORS, by hand: in the settings of the bucket (R2: Settings → CORS policy) put this, or give the token\n' +
    `the right to edit the bucket (R2: Admin Read & Write) and run this again:\n\n${policy}`
  );
}
