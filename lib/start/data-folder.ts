// The folder of what is kept on this machine: secrets, logs, work, the data of the stand-ins.
import { chmodSync, existsSync, mkdirSync } from 'node:fs';

/** Nothing in it is readable by others; passing through is allowed, which Postgres' user needs. */
export function makeDataFolder(dataFolder: string): void {
  if (existsSync(dataFolder)) return;
  mkdirSync(dataFolder, { recursive: true });
  chmodSync(dataFolder, 0o711);
}
