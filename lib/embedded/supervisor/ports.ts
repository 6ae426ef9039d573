// Remembers the ports of the stand-ins, so that addresses handed out keep working after a restart.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { freePort, isPortFree } from '../processes/free-port.ts';

/** The remembered or preferred port of each name; another one where a stranger listens. */
export async function choosePorts<Name extends string>(
  file: string,
  preferred: Record<Name, number>,
): Promise<Record<Name, number>> {
  const remembered: Partial<Record<Name, number>> = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : {};
  const chosen: Record<Name, number> = { ...preferred, ...remembered };
  const taken = new Set<number>();
  for (const name of Object.keys(preferred) as Name[]) {
    const wished = chosen[name];
    const isUsable = !taken.has(wished) && (await isPortFree(wished));
    const port = isUsable ? wished : await freePort();
    Object.assign(chosen, { [name]: port });
    taken.add(port);
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(chosen, null, 2)}\n`);
  return chosen;
}
