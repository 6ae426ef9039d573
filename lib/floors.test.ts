// Proves that the lint made of the floor plan catches each kind of breach, and lets the plan itself pass.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const projectFolder = join(import.meta.dirname, '..');
let house: string;
let breaches: string[];

const files: Record<string, string> = {
  'package.json':
    '{"type":"module","imports":{"#lib/*":"./lib/*","#components/*":"./components/*","#inngest/*":"./inngest/*"}}',
  'tsconfig.json': '{}',
  'lib/shared/paths.ts': 'export const films = "/films";',
  'lib/env/env.ts': "import '#lib/shared/paths.ts';",
  'lib/db/films.ts': "import '#lib/env/env.ts'; import './client.ts';",
  'lib/db/client.ts': "import 'pg'; import './generated/client.ts';",
  'lib/db/generated/client.ts': 'export {};',
  'lib/catalog/films.ts': "import '#lib/db/films.ts';",
  'lib/catalog/films.test.ts':
    "import './films.ts'; import '#lib/testing/world.ts'; import 'sharp';",
  'lib/testing/world.ts': "import '#lib/start/migrate.ts';",
  'lib/start/migrate.ts': "import 'pg';",
  'lib/client/records.ts': "import '#lib/shared/paths.ts';",
  'components/ui/button.tsx': 'export {};',
  'components/films/form.tsx':
    "import '#components/ui/button.tsx'; import '#lib/client/records.ts';",
  'app/page.tsx': "import '#lib/catalog/films.ts'; import '#components/films/form.tsx';",
  'app/api/inngest/route.ts': "import '#lib/jobs/client.ts'; import '#inngest/sweep.ts';",
  'lib/jobs/client.ts': "import 'inngest';",
  'inngest/sweep.ts': "import '#lib/jobs/client.ts';",

  'lib/shared/climbs.ts': "import '#lib/env/env.ts';",
  'lib/jobs/neighbour.ts': "import '#lib/db/films.ts';",
  'lib/db/draws.ts': "import '#components/ui/button.tsx';",
  'lib/client/server.ts': "import '#lib/db/films.ts';",
  'components/ui/film-button.tsx': "import '#lib/shared/paths.ts';",
  'components/films/reads.tsx': "import '#lib/catalog/films.ts';",
  'inngest/reads.ts': "import '#lib/db/films.ts';",
  'app/films/page.tsx': "import '#lib/db/films.ts';",
  'app/api/films/route.ts': "import '#lib/client/records.ts';",
  'lib/catalog/stolen.ts': "import 'pg';",
  'lib/catalog/generated.ts': "import '#lib/db/generated/client.ts';",
  'lib/catalog/started.ts': "import '#lib/start/migrate.ts';",
  'lib/catalog/unplanned.ts': "import '#lib/helpers/all.ts';",
  'lib/helpers/all.ts': 'export {};',
  'lib/catalog/round.ts': "import './trip.ts';",
  'lib/catalog/trip.ts': "import './round.ts';",
  'lib/catalog/nowhere.ts': "import './not-there.ts';",
};

beforeAll(() => {
  house = mkdtempSync(join(tmpdir(), 'cutroom-house-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(house, dirname(path)), { recursive: true });
    writeFileSync(join(house, path), text);
  }
  for (const name of ['pg', 'sharp', 'inngest']) {
    mkdirSync(join(house, 'node_modules', name), { recursive: true });
    writeFileSync(join(house, 'node_modules', name, 'index.js'), '');
  }
  breaches = lint(house);
});
afterAll(() => rmSync(house, { recursive: true }));

test.for([
  ['floor-0', 'lib/shared/climbs.ts'],
  ['floor-2', 'lib/jobs/neighbour.ts'],
  ['floor-2', 'lib/db/draws.ts'],
  ['wing-lib-client', 'lib/client/server.ts'],
  ['wing-components-ui', 'components/ui/film-button.tsx'],
  ['wing-components', 'components/films/reads.tsx'],
  ['wing-inngest', 'inngest/reads.ts'],
  ['app-imports-no-adapter', 'app/films/page.tsx'],
  ['handlers-have-no-browser-code', 'app/api/films/route.ts'],
  ['owner-of-pg', 'lib/catalog/stolen.ts'],
  ['generated-client-stays-in-lib-db', 'lib/catalog/generated.ts'],
  ['nobody-needs-the-scaffolding', 'lib/catalog/started.ts'],
  ['every-room-is-in-the-plan', 'lib/catalog/unplanned.ts'],
  ['no-cycles', 'lib/catalog/round.ts'],
  ['resolvable', 'lib/catalog/nowhere.ts'],
])('%s catches %s', ([rule, file]) => {
  expect(breaches).toContain(`${rule} ${file}`);
});

test('what keeps to the plan is not complained about', () => {
  const wrong = Object.keys(files).slice(Object.keys(files).indexOf('lib/shared/climbs.ts'));
  expect(breaches.filter((breach) => !wrong.includes(breach.split(' ')[1] ?? ''))).toEqual([]);
});

/** `<rule> <file>` for each breach. */
function lint(folder: string): string[] {
  const program = 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs';
  const config = join(projectFolder, '.dependency-cruiser.mjs');
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(projectFolder, program),
      '--config',
      config,
      '-T',
      'json',
      'app',
      'components',
      'inngest',
      'lib',
    ],
    { cwd: folder, encoding: 'utf8', maxBuffer: 50_000_000 },
  );
  if (!stdout) throw new Error(stderr);
  const report: { summary: { violations: { rule: { name: string }; from: string }[] } } =
    JSON.parse(stdout);
  return report.summary.violations.map(({ rule, from }) => `${rule.name} ${from}`);
}
