// The floor: the same parts as the app's, put by as little code as a browser needs.
import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { partSizeOf, planParts } from '#lib/shared/part-plan.ts';
import { storage } from '#lib/storage/current.ts';
import { addInput, chooseIn } from './own-input.ts';
import type { StudioBrowser } from './studio-browser.ts';

/** Seconds from choosing the file to the store's answer to its last byte. Signing is not counted. */
export async function putRaw(browser: StudioBrowser, path: string, lanes: number): Promise<number> {
  const { size } = await stat(path);
  const key = `bench/${randomUUID()}.mp4`;
  const multipartId = await storage().startMultipart({ key, contentType: 'video/mp4' });
  const studioPage = await browser.open('/films');
  try {
    const parts = await signParts({ key, multipartId, byteSize: size });
    await addInput(studioPage.page);
    const sending = studioPage.page.evaluate(sendParts, { parts, lanes });
    await chooseIn(studioPage.page, [path]);
    await sending;
    const { traffic } = studioPage;
    await traffic.until(({ puts }) => puts.length === parts.length, 60);
    return await studioPage.secondsAfterDrop(
      Math.max(...traffic.puts.map(({ answeredAt }) => answeredAt)),
    );
  } finally {
    await studioPage.close();
    await storage().abortMultipart({ key, multipartId });
  }
}

type Part = { url: string; from: number; to: number };

function signParts(object: {
  key: string;
  multipartId: string;
  byteSize: number;
}): Promise<Part[]> {
  const { byteSize } = object;
  const plan = planParts(byteSize) ?? { partByteSize: byteSize, partCount: 1 };
  return Promise.all(
    Array.from({ length: plan.partCount }, async (_, index) => {
      const partNumber = index + 1;
      const from = index * plan.partByteSize;
      const size = partSizeOf(byteSize, plan, partNumber);
      const { url } = await storage().signPart({
        ...object,
        partNumber,
        byteSize: size,
        expiresInSeconds: 3600,
        hosts: 'all',
      });
      return { url, from, to: from + size };
    }),
  );
}

/** Runs in the page, so it can use nothing from around it. */
async function sendParts({ parts, lanes }: { parts: Part[]; lanes: number }): Promise<void> {
  const [file] = (await window.benchFiles) ?? [];
  if (!file) throw new Error('No file was chosen.');
  const put = ({ url, from, to }: Part) =>
    new Promise<void>((resolve, reject) => {
      const xhr = new XMLHttpRequest();
      xhr.open('PUT', url);
      xhr.onload = () => (xhr.status === 200 ? resolve() : reject(new Error(String(xhr.status))));
      xhr.onerror = () => reject(new Error('The connection broke.'));
      xhr.send(file.slice(from, to));
    });
  let next = 0;
  const lane = async () => {
    for (let part = parts[next++]; part; part = parts[next++]) await put(part);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
