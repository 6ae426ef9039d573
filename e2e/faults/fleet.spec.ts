// Several web and worker processes: whichever one meets, the work goes on, and ends once.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright/test';
import { installed } from '#lib/ffmpeg/binaries.ts';
import { api } from '#lib/shared/paths.ts';
import { people } from '../support/people.ts';
import { expect, signIn } from '../support/test.ts';
import { folder } from './support/addresses.ts';
import { busyWorker, type Member } from './support/fleet.ts';
import { test } from './support/fleet-test.ts';

test.setTimeout(500_000);

/** `open`: it is connected; the others are what it is told. */
type Heard = { name: 'open' | 'status' | 'progress'; status?: string; progress?: number };

declare global {
  interface Window {
    /** Exposed to the page that follows a media. */
    tell(event: Heard): void;
  }
}

/** What a page that follows a media is told, through every reconnection. */
async function follow(page: Page, { url }: Member, mediaId: string): Promise<Heard[]> {
  const heard: Heard[] = [];
  await page.goto(`${url}/films`);
  await page.exposeFunction('tell', (event: Heard) => heard.push(event));
  await page.evaluate((address) => {
    const source = new EventSource(address);
    source.addEventListener('open', () => window.tell({ name: 'open' }));
    for (const name of ['status', 'progress'] as const) {
      source.addEventListener(name, ({ data }) => {
        window.tell({ name, ...JSON.parse(data) });
      });
    }
  }, api.mediaEvents(mediaId));
  return heard;
}

async function makeFilm(path: string): Promise<void> {
  const picture = 'testsrc2=s=1280x720:r=25:d=15';
  const encoding = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
  const args = ['-nostdin', '-loglevel', 'error', '-y', '-f', 'lavfi', '-i', picture, ...encoding];
  await promisify(execFile)(await installed('ffmpeg'), [...args, path]);
}

test('brought in here, watched there, its worker killed half-way: one film, made by the other', async ({
  page,
  context,
  fleet,
}) => {
  const [webA, webB] = fleet.webs;
  const path = join(folder, 'fleet', 'long.mp4');
  await makeFilm(path);
  await signIn(page, people.editor);
  expect(page.url()).toContain(webA.url);
  await page.goto('/library');
  await page.getByLabel('Choose files').setInputFiles(path);
  await expect
    .poll(() => fleet.books.recordsOf('long.mp4'), { timeout: 60_000 })
    .toEqual([expect.objectContaining({ uploadStatus: 'completed' })]);
  const [record] = await fleet.books.recordsOf('long.mp4');
  const mediaId = record?.mediaId ?? '';

  // The session of one web process holds in the other.
  const heard = await follow(await context.newPage(), webB, mediaId);
  await expect
    .poll(() => heard.some(({ progress = 0 }) => progress > 0.1), {
      ...{ timeout: 120_000, intervals: [50] },
    })
    .toBe(true);
  const victim = await busyWorker(fleet.workers);
  expect(victim, 'a worker that encodes').toBeDefined();
  victim?.process.kill('SIGKILL');
  const survivor = fleet.workers.find((worker) => worker !== victim);

  await expect.poll(() => heard.at(-1)?.status, { timeout: 300_000 }).toBe('ready');
  expect(heard.filter(({ status }) => status === 'failed')).toEqual([]);
  expect(survivor?.process.exitCode).toBeNull();

  // The page is told before the run is booked as over.
  const runs = () =>
    fleet.query(
      `select status from function_runner.run where function_id = 'cutroom-process-video'`,
    );
  await expect.poll(runs, { timeout: 60_000 }).toEqual([{ status: 'completed' }]);
  const renditions = await fleet.query<{ name: string; made: number }>(
    `select name, count(*)::int as made from renditions
     where media_id = $1 and storage_key is not null group by name order by name`,
    [mediaId],
  );
  expect(renditions).toEqual(
    ['hls', 'mp4', 'poster', 'storyboard'].map((name) => ({ name, made: 1 })),
  );
  await expect.poll(() => fleet.books.orphans(), { timeout: 60_000 }).toEqual([]);
  expect(await fleet.books.lost()).toEqual([]);
  // What the killed one had begun lies there still, and no encoder of it goes on.
  expect(await busyWorker([survivor as Member])).toBeUndefined();
});

test('a web process that is told to stop answers what it was asked, and sends its readers on', async ({
  page,
  context,
  fleet,
}) => {
  const webB = fleet.webs[1];
  await signIn(page, people.editor);
  const upload = await page.request.post(`${webB.url}${api.uploads()}`, {
    data: { fileName: 'a.mp4', size: 1000, contentType: 'video/mp4', purpose: 'media.video' },
  });
  const { mediaId } = await upload.json();
  const heard = await follow(await context.newPage(), webB, mediaId);
  await expect.poll(() => heard.at(-1)?.status).toBe('uploading');

  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const slow = beginRequest(`${webB.url}${api.uploads()}`, cookie);
  await slow.isUnderWay;
  const ended = once(webB.process, 'exit');
  webB.process.kill('SIGTERM');
  await expect
    .poll(() =>
      fetch(webB.url).then(
        () => 'answers',
        (error) => error.cause?.code,
      ),
    )
    .toBe('ECONNREFUSED');
  expect(await slow.finish()).toBe(201);
  const answeredAt = performance.now();
  expect((await ended)[0]).toBe(0);
  // Long before it would be ended by force.
  expect(performance.now() - answeredAt).toBeLessThan(10_000);

  await fleet.startAgain(webB);
  const opened = () => heard.filter(({ name }) => name === 'open').length;
  await expect.poll(opened, { timeout: 60_000 }).toBe(2);
});

/** A request of which the server has the head, and gets the body when told. */
function beginRequest(url: string, cookie: string) {
  const { origin } = new URL(url);
  const body = JSON.stringify({
    ...{ fileName: 'slow.mp4', size: 1000, contentType: 'video/mp4', purpose: 'media.video' },
  });
  const headers = {
    ...{ cookie, origin, 'content-type': 'application/json', expect: '100-continue' },
    'content-length': String(body.length),
  };
  const request = http.request(url, { method: 'POST', headers });
  const answer = new Promise<number>((resolve, reject) => {
    request.on('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on('error', reject);
  });
  request.flushHeaders();
  return {
    isUnderWay: once(request, 'continue'),
    finish() {
      request.end(body);
      return answer;
    },
  };
}
