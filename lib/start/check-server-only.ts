// Checks that every module of the server floors says so in its first statement.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serverRooms } from '../floors.mjs';

/** Declarations are not: nothing of them runs. */
const isModule = (path: string) =>
  /\.tsx?$/.test(path) &&
  !/\.(test\.tsx?|d\.ts)$|(^|\/)test-[a-z-]+\.ts$|(^|\/)generated\//.test(path);

/** Paths below `libFolder` of modules whose first statement does not keep them on the server. */
export function modulesNotServerOnly(libFolder: string, rooms: string[] = serverRooms): string[] {
  return rooms
    .filter((room) => existsSync(join(libFolder, room)))
    .flatMap((room) =>
      readdirSync(join(libFolder, room), { recursive: true, encoding: 'utf8' })
        .map((path) => `${room}/${path.replaceAll('\\', '/')}`)
        .filter(isModule),
    )
    .filter((path) => !beginsServerOnly(readFileSync(join(libFolder, path), 'utf8')))
    .sort();
}

function beginsServerOnly(source: string): boolean {
  const firstStatement = source.split('\n').find((line) => line.trim() && !line.startsWith('//'));
  // A module of server actions runs on the server only by what it is.
  return firstStatement === "import 'server-only';" || firstStatement === "'use server';";
}
