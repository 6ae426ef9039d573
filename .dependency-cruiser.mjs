// Makes lint rules of the floor plan in lib/floors.mjs.
import { floors, owners, wings } from './lib/floors.mjs';

// Tests, and what only they import: they may use any package and start any stand-in.
const tests = '(\\.test\\.tsx?|/test-[a-z-]+\\.ts)$|^(lib/testing|e2e)/';
const anyOf = (names) => `(${names.join('|')})`;
const rooms = (names) => `^lib/${anyOf(names)}/`;
const ours = '^(app|components|inngest|lib|prisma|e2e)/';
const adapters = floors[2];

const stairs = floors.map((roomsHere, floor) => ({
  name: `floor-${floor}`,
  comment: `${roomsHere.join(', ')}: import lower floors only, no neighbour, nothing outside lib.`,
  severity: 'error',
  // `$1` below is the room the import comes from: inside one room everything is allowed.
  from: { path: `^lib/${anyOf(roomsHere)}/` },
  to: {
    path: [rooms(floors.slice(floor).flat()), '^lib/client/', '^(app|components|inngest)/'],
    pathNot: '^lib/$1/',
  },
}));

const wingRules = wings.map(({ path, mayImport }) => ({
  name: `wing-${path.replace('/', '-')}`,
  comment: `${path} may import ${mayImport.join(', ') || 'packages'} and nothing else of ours.`,
  severity: 'error',
  from: {
    path: `^${path}/`,
    pathNot: [
      tests,
      ...wings
        .map((wing) => wing.path)
        .filter(isInside(path))
        .map((inner) => `^${inner}/`),
    ],
  },
  to: { path: ours, pathNot: [path, ...mayImport].map((allowed) => `^${allowed}/`) },
}));

function isInside(outer) {
  return (path) => path.startsWith(`${outer}/`);
}

const ownerRules = owners.map(({ packages, homes }) => ({
  name: `owner-of-${packages[0].replaceAll(/[^a-z-]+/g, '-')}`,
  comment: `Only ${homes.join(', ')} may import ${packages.join(', ')}.`,
  severity: 'error',
  from: { pathNot: [tests, ...homes.map((home) => `^${home}[/.]`)] },
  to: { path: `^node_modules/${anyOf(packages)}/` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...stairs,
    ...wingRules,
    ...ownerRules,
    {
      name: 'app-imports-no-adapter',
      comment: 'Pages and handlers call a domain room; adapters are below it.',
      severity: 'error',
      from: { path: '^app/', pathNot: [tests, '^app/api/inngest/'] },
      to: { path: [rooms(adapters), '^inngest/'] },
    },
    {
      name: 'handlers-have-no-browser-code',
      severity: 'error',
      from: { path: '^app/api/', pathNot: tests },
      to: { path: '^(components|lib/client)/' },
    },
    {
      name: 'nobody-needs-the-scaffolding',
      comment:
        'Without lib/embedded, lib/start and lib/testing the app still runs on real services.',
      severity: 'error',
      from: { pathNot: [tests, '^lib/(embedded|start)/', '^vitest\\.config'] },
      to: { path: '^lib/(embedded|start|testing)/' },
    },
    {
      name: 'generated-client-stays-in-lib-db',
      severity: 'error',
      from: { pathNot: '^lib/db/' },
      to: { path: '^lib/db/generated/' },
    },
    {
      name: 'every-room-is-in-the-plan',
      comment: 'A new room is entered in lib/floors.mjs first.',
      severity: 'error',
      from: {},
      to: {
        path: '^lib/[^/]+/',
        pathNot: rooms([...floors.flat(), 'cli', 'client', 'embedded', 'start', 'testing']),
      },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: { pathNot: '^lib/db/generated/' },
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'The file or package does not exist, or package.json does not name it.',
      severity: 'error',
      from: { pathNot: '^lib/db/generated/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^lib/db/generated/'] },
    exclude: { path: ['^\\.next/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['react-server', 'import', 'require', 'node', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};
