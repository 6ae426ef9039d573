// The peer: Uppy with the best it offers, on the same store from the same kind of page.
import { build } from 'esbuild';
import { env } from '#lib/env/env.ts';
import type { Purpose } from '#lib/shared/upload-policy.ts';
import { inProject } from '../project.ts';
import { mebibyte } from './figures.ts';
import { addInput, chooseIn } from './own-input.ts';
import type { StudioBrowser } from './studio-browser.ts';

export type UppyUpload = { sendSeconds: number; wholeSeconds: number; mediaIds: string[] };

/** Parts go one after another: large ones wait least for answers. */
const chunkBytes = 32 * mebibyte;
/** As many connections as a browser opens to one host. */
const limit = 6;
const patienceSeconds = 300;

let bundle: Promise<string> | undefined;

function uppyBundle(): Promise<string> {
  bundle ??= build({
    entryPoints: [inProject('lib/start/bench/uppy-page.ts')],
    bundle: true,
    format: 'iife',
    platform: 'browser',
    minify: true,
    write: false,
    define: { 'process.env.NODE_ENV': '"production"' },
  }).then(({ outputFiles: [file] }) => {
    if (!file) throw new Error('Uppy could not be bundled.');
    return file.text;
  });
  return bundle;
}

/** One large file in parts. Nothing of the app is involved. */
export function uploadByUppy(browser: StudioBrowser, path: string): Promise<UppyUpload> {
  return send(browser, [path], { isMultipart: true, recordAs: null });
}

/** Many files, one PUT each; with `recordAs`, the app makes a record of each and looks at it. */
export function uploadManyByUppy(
  browser: StudioBrowser,
  paths: string[],
  recordAs: Purpose | null,
): Promise<UppyUpload> {
  return send(browser, paths, { isMultipart: false, recordAs });
}

async function send(
  browser: StudioBrowser,
  paths: string[],
  { isMultipart, recordAs }: { isMultipart: boolean; recordAs: Purpose | null },
): Promise<UppyUpload> {
  const { R2_BROWSER_ENDPOINTS, R2_BUCKET, R2_ACCESS_KEY_ID, R2_SECRET_ACCESS_KEY } = env();
  const studioPage = await browser.open('/films');
  const { page, traffic } = studioPage;
  try {
    await page.addScriptTag({ content: await uppyBundle() });
    await addInput(page);
    const sending = page.evaluate((job) => window.sendByUppy(job), {
      endpoint: `${R2_BROWSER_ENDPOINTS[0]}/${R2_BUCKET}`,
      credentials: { accessKeyId: R2_ACCESS_KEY_ID, secretAccessKey: R2_SECRET_ACCESS_KEY },
      isMultipart,
      chunkBytes,
      limit,
      recordAs,
    });
    await chooseIn(page, paths);
    await sending;
    await traffic.until(({ puts, completedByPage, stored }) => {
      if (isMultipart) return completedByPage.length === 1;
      return puts.length === paths.length && (!recordAs || stored.size === paths.length);
    }, patienceSeconds);
    const { puts, completedByPage, stored } = traffic;
    const sentAt = Math.max(...puts.map(({ answeredAt }) => answeredAt));
    return {
      sendSeconds: await studioPage.secondsAfterDrop(sentAt),
      wholeSeconds: await studioPage.secondsAfterDrop(
        Math.max(sentAt, ...completedByPage, ...stored.values()),
      ),
      mediaIds: [...stored.keys()],
    };
  } finally {
    await studioPage.close();
  }
}
