// Makes the secrets of this installation on the first start and keeps them.
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export type Secrets = {
  nextauthSecret: string;
  storeAccessKeyId: string;
  storeSecretAccessKey: string;
  runnerEventKey: string;
  runnerSigningKey: string;
};

const hex = (bytes: number) => randomBytes(bytes).toString('hex');

const makers: Record<keyof Secrets, () => string> = {
  nextauthSecret: () => randomBytes(48).toString('base64url'),
  storeAccessKeyId: () => hex(16),
  storeSecretAccessKey: () => hex(32),
  runnerEventKey: () => hex(16),
  // The form Inngest's SDK expects: it hashes what follows the prefix.
  runnerSigningKey: () => `signkey-prod-${hex(32)}`,
};

/**
 * The secrets kept in `file`, readable by its owner only. What is there is never changed; what is
 * missing is added. Throws when the file is not the JSON it should be, rather than replace it.
 */
export function keepSecrets(file: string): Secrets {
  const kept = existsSync(file) ? readSecrets(file) : {};
  const made = Object.fromEntries(
    Object.entries(makers).map(([name, make]) => [name, make()]),
  ) as Secrets;
  const secrets: Secrets = { ...made, ...kept };
  const isComplete = Object.keys(makers).every((name) => name in kept);
  if (!isComplete) writeSecrets(file, secrets);
  chmodSync(file, 0o600);
  return secrets;
}

function readSecrets(file: string): Partial<Secrets> {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new Error(
      `${file} cannot be read. Repair it, or move it away to have new secrets made.`,
      {
        cause,
      },
    );
  }
}

/** Whole or not at all: renamed into place. */
function writeSecrets(file: string, secrets: Secrets): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
