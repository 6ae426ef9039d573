// Remembers the ports of the stand-ins, so that addresses handed out keep working after a restart.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isPortFree, lastingFreePort } from '../processes/free-port.ts';

export type Ports<Name extends string> = {
  /** All of them as they are now. */
  current(): Record<Name, number>;
  /**
   * To be called before listening: the port of this name, or another one, remembered from now on,
   * where a stranger listens on it. `isOurs` tells a stranger from our own server.
   */
  claim(name: Name, isOurs?: (port: number) => Promise<boolean>): Promise<number>;
};

/** For so long what is left of a killed process may hold the port it listened on. */
const lingersMs = 3000;
const lookEveryMs = 100;

/** Ports as remembered in `file`, else as preferred; `onMove` hears of each that changes. */
export function openPorts<Name extends string>(input: {
  file: string;
  preferred: Record<Name, number>;
  onMove?: (name: Name, port: number) => void;
}): Ports<Name> {
  const { file, preferred, onMove } = input;
  const ports: Record<Name, number> = { ...preferred, ...readPorts<Name>(file) };
  const names = Object.keys(preferred) as Name[];

  const claimed = new Set<Name>();

  const isTaken = (name: Name, port: number) =>
    names.some((other) => other !== name && ports[other] === port);

  async function isUsable(name: Name, isOurs: (port: number) => Promise<boolean>) {
    const port = ports[name];
    return !isTaken(name, port) && ((await isPortFree(port)) || (await isOurs(port)));
  }

  async function move(name: Name): Promise<void> {
    let port = await lastingFreePort();
    while (isTaken(name, port)) port = await lastingFreePort();
    Object.assign(ports, { [name]: port });
    onMove?.(name, port);
  }

  return {
    current: () => ({ ...ports }),
    async claim(name, isOurs = async () => false) {
      // Who was told the address has to be started anew when it changes.
      const deadline = performance.now() + (claimed.has(name) ? lingersMs : 0);
      while (!(await isUsable(name, isOurs))) {
        if (performance.now() < deadline) await delay(lookEveryMs);
        else await move(name);
      }
      claimed.add(name);
      writePorts(file, ports);
      return ports[name];
    },
  };
}

function readPorts<Name extends string>(file: string): Partial<Record<Name, number>> {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

/** Whole or not at all: a kill while writing must not leave half a file. */
function writePorts(file: string, ports: Record<string, number>): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(ports, null, 2)}\n`);
  renameSync(`${file}.new`, file);
}
