// npm run bench: figures of this machine, each beside a floor or a peer measured in the same run.
// `npm run bench upload`, `media`, `library`, `jobs`, `api` or the name of one benchmark measures that alone.
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '#lib/embedded/processes/free-port.ts';
import { apiBenches } from './bench/bench-api.ts';
import { jobsBenches } from './bench/bench-jobs.ts';
import { libraryBenches } from './bench/bench-library.ts';
import { mediaBenches } from './bench/bench-media.ts';
import { uploadBenches } from './bench/bench-upload.ts';
import { type Figure, figureTable } from './bench/figures.ts';
import type { Bench, Stage } from './bench/stage.ts';
import { signInOverHttp } from './demo/studio-client.ts';
import { findBrowser } from './find-browser.ts';
import { say } from './say.ts';
import { withApp } from './with-app.ts';

const groups: Record<string, Record<string, Bench>> = {
  upload: uploadBenches,
  media: mediaBenches,
  library: libraryBenches,
  jobs: jobsBenches,
  api: apiBenches,
};
const benches: Record<string, Bench> = Object.assign({}, ...Object.values(groups));
const known = [...Object.keys(groups), ...Object.keys(benches)];
const asked = process.argv.slice(2);
const unknown = asked.find((name) => !known.includes(name));
if (unknown) {
  console.error(`There is no benchmark "${unknown}": ${known.join(', ')}`);
  process.exit(2);
}
const isAsked = (name: string) =>
  asked.length === 0 || asked.some((each) => each === name || name in (groups[each] ?? {}));

const dataFolder = mkdtempSync(join(tmpdir(), 'cutroom-bench-'));
// Postgres runs as another user where we are root, and has to pass through.
chmodSync(dataFolder, 0o711);
process.on('exit', () => rmSync(dataFolder, { recursive: true, force: true }));
const editor = { email: 'bench@cutroom.local', password: randomBytes(12).toString('hex') };

/** What goes wrong with one does not cost the figures of the others. */
async function measure(name: string, stage: Stage): Promise<Figure[]> {
  const bench = benches[name];
  if (!bench) return [];
  say(`${bench.tells} …`);
  try {
    return await bench.run(stage);
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split('\n');
    return [{ what: bench.tells, measured: `failed: ${reason}`, isMet: false }];
  }
}

await withApp(
  'npm run bench',
  async (app) => {
    // lib/env reads the process' own environment; these are the app's.
    Object.assign(process.env, app.variables);
    const folder = join(dataFolder, 'bench');
    mkdirSync(folder);
    const stage: Stage = {
      app,
      folder,
      person: editor,
      studio: await signInOverHttp(app.url, editor),
      browserPath: await findBrowser(say),
    };
    const figures: Figure[] = [];
    for (const name of Object.keys(benches).filter(isAsked)) {
      figures.push(...(await measure(name, stage)));
    }
    console.log(`\n${figureTable(figures)}\n`);
    return { isOver: true };
  },
  {
    DATA_DIR: dataFolder,
    PORT: String(await freePort()),
    SEED_EDITOR_EMAIL: editor.email,
    SEED_EDITOR_PASSWORD: editor.password,
    UPLOAD_MAX_MB: 'film.video=3000,media.image=50',
    // Many programs come from one address here. They are counted all the same.
    RATE_ADDRESS_PER_MINUTE: '100000000',
  },
);
