// The API in a studio of a million files: fifty programs at once, beside a bare handler and beside the SQL alone.
import { GET as getOne } from '#app/api/media/[id]/route.ts';
import { GET as getList } from '#app/api/media/route.ts';
import { GET as getStats } from '#app/api/media/stats/route.ts';
import { POST as openUpload } from '#app/api/uploads/route.ts';
import { api } from '#lib/shared/paths.ts';
import { type Asked, type Load, loadOf } from './api-load.ts';
import { type Asking, replay, sequentialScans, statementsOf } from './api-statements.ts';
import { type Figure, secondsSince } from './figures.ts';
import { type Caller, enterMillion, mediaCount } from './million-media.ts';
import type { Bench, Stage } from './stage.ts';

const lanes = 50;
const seconds = 10;
/** As many connections as the app has. */
const connections = 12;
const pageSize = 24;
const aims = { seed: 180, bareShare: 0.5, p95: { list: 50, presign: 40 } };

type Handler = (
  request: Request,
  context: { params: Promise<{ id: string }> },
) => Promise<Response>;

type Question = {
  what: string;
  asked: (caller: Caller) => Asked;
  handler: Handler;
  /** Milliseconds within which 95 of 100 are to be answered. */
  p95?: number;
};

export const apiBenches: Record<string, Bench> = {
  api: { tells: 'The API in a studio of a million files', run: benchApi },
};

async function benchApi(stage: Stage): Promise<Figure[]> {
  const databaseUrl = stage.app.variables.DATABASE_URL ?? '';
  const startedAt = performance.now();
  const callers = await enterMillion(databaseUrl, lanes);
  const seedSeconds = secondsSince(startedAt);
  const bare = await loadOf(stage.app.url, { lanes, seconds }, () => get(api.health()));
  const figures: Figure[] = [
    {
      what: `(m) ${mediaCount.toLocaleString('en')} media entered`,
      measured: `${seedSeconds.toFixed(0)} s`,
      aim: `≤ ${aims.seed} s`,
      isMet: seedSeconds <= aims.seed,
    },
    { what: '(m) a bare handler, constant JSON', measured: lineOf(bare) },
  ];
  for (const question of await questions(stage, callers)) {
    figures.push(...(await measure(question, { stage, callers, bare })));
  }
  return figures;
}

async function questions({ app }: Stage, callers: Caller[]): Promise<Question[]> {
  const list = `${api.media()}?pageSize=${pageSize}`;
  const next = new Map<string, string>();
  for (const { ownerId, headers } of callers)
    next.set(ownerId, await fifthPage(app.url + list, headers));
  const body = { size: 5_000_000, contentType: 'image/jpeg', purpose: 'media.image' };
  return [
    {
      what: 'list of media, first page',
      asked: ({ headers }) => get(list, headers),
      handler: getList as Handler,
      p95: aims.p95.list,
    },
    {
      what: 'list of media, fifth page',
      asked: ({ ownerId, headers }) => get(next.get(ownerId) ?? list, headers),
      handler: getList as Handler,
      p95: aims.p95.list,
    },
    {
      what: 'one media',
      asked: ({ mediaId, headers }) => get(api.oneMedia(mediaId), headers),
      handler: getOne as Handler,
    },
    {
      what: 'an upload opened, with its presigned URL',
      asked: ({ headers }) => ({
        ...{ method: 'POST', path: api.uploads(), headers },
        body: JSON.stringify({ ...body, fileName: 'harbour.jpg' }),
      }),
      handler: openUpload as Handler,
      p95: aims.p95.presign,
    },
    {
      what: 'statistics of media',
      asked: ({ headers }) => get(api.mediaStats(), headers),
      handler: getStats as Handler,
    },
  ];
}

async function measure(
  { what, asked, handler, p95 }: Question,
  { stage, callers, bare }: { stage: Stage; callers: Caller[]; bare: Load },
): Promise<Figure[]> {
  const databaseUrl = stage.app.variables.DATABASE_URL ?? '';
  const question = (lane: number) => asked(callers[lane] as Caller);
  const ofLanes: Asking[] = [];
  for (const [lane, { ownerId, mediaId }] of callers.entries()) {
    const answer = () => answerOf(handler, question(lane), stage.app.url, mediaId);
    // The first time, more is asked for than later: what a process keeps is read.
    if (lane === 0) await answer();
    ofLanes.push({ ownerId, statements: await statementsOf(answer) });
  }
  const statements = ofLanes[0]?.statements ?? [];
  const scans = await sequentialScans(databaseUrl, statements);
  const sql = await replay(databaseUrl, { seconds, connections }, ofLanes);
  const load = await loadOf(stage.app.url, { lanes, seconds }, question);
  const share = load.perSecond / bare.perSecond;
  return [
    {
      what: `(m) ${what}`,
      measured: lineOf(load),
      against: `SQL alone, ${statements.length} statements: ${lineOf(sql)}`,
      ratio: load.perSecond / sql.perSecond,
      ...(p95 && { aim: `p95 ≤ ${p95} ms`, isMet: load.p95 <= p95 }),
    },
    {
      what: `(m) ${what}: of the bare handler’s speed`,
      measured: share.toFixed(2),
      aim: `≥ ${aims.bareShare}`,
      isMet: share >= aims.bareShare,
    },
    {
      what: `(m) ${what}: large tables read from end to end`,
      measured: scans.join(', ') || 'none',
      aim: 'none',
      isMet: scans.length === 0,
    },
  ];
}

async function answerOf(handler: Handler, asked: Asked, home: string, id: string): Promise<void> {
  const { method, path, headers, body } = asked;
  const sent = new Headers({ host: new URL(home).host, ...headers });
  if (body !== undefined) sent.set('content-type', 'application/json');
  const request = new Request(home + path, { method, body, headers: sent });
  const answer = await handler(request, { params: Promise.resolve({ id }) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
}

async function fifthPage(first: string, headers: Record<string, string>): Promise<string> {
  let address = first;
  for (let page = 1; page < 5; page += 1) {
    const { next }: { next: string | null } = await (await fetch(address, { headers })).json();
    if (!next) throw new Error('There are fewer pages than expected.');
    address = next;
  }
  const { pathname, search } = new URL(address);
  return pathname + search;
}

const get = (path: string, headers: Record<string, string> = {}): Asked => ({
  method: 'GET',
  path,
  headers,
});

function lineOf({ perSecond, p50, p95, p99 }: Load): string {
  const ms = [p50, p95, p99].map((each) => each.toFixed(1)).join(' / ');
  return `${perSecond.toFixed(0)}/s; p50 / p95 / p99 ${ms} ms`;
}
