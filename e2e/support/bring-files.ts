// Files made for one test, and the ways of a browser to bring them in.
import { readFileSync } from 'node:fs';
import { expect, type Page } from 'playwright/test';
import sharp from 'sharp';
import { samplePath } from './sample-files.ts';

export type SampleFile = { name: string; mimeType: string; buffer: Buffer };

/** A picture that no other test has: a comment inside tells them apart, so it is never a duplicate. */
export function sampleImage(name: string): SampleFile {
  return imageOf(name, readFileSync(samplePath('poster')));
}

/** As many pictures as a test of many needs, too small to keep anybody busy. */
export async function smallImages(word: string, count: number): Promise<SampleFile[]> {
  const grey = { width: 16, height: 12, channels: 3, background: 'grey' } as const;
  const picture = await sharp({ create: grey }).jpeg().toBuffer();
  return Array.from({ length: count }, (_, at) => imageOf(`${word}-${at + 1}.jpg`, picture));
}

function imageOf(name: string, picture: Buffer): SampleFile {
  const comment = Buffer.from(`${name} ${crypto.randomUUID()}`);
  const segment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, comment.length + 2]), comment]);
  const buffer = Buffer.concat([picture.subarray(0, 2), segment, picture.subarray(2)]);
  return { name, mimeType: 'image/jpeg', buffer };
}

/** A HEIC that no other test has, as browsers give it where nobody told them the type. */
export function samplePhoto(name: string): SampleFile {
  const photo = readFileSync(new URL('../../lib/images/test-heic/plain.heic', import.meta.url));
  // A box that readers pass over: its length, its name, anything.
  const box = Buffer.from(`....free${crypto.randomUUID()}`);
  box.writeUInt32BE(box.length, 0);
  return { name, mimeType: '', buffer: Buffer.concat([photo, box]) };
}

export function sampleText(name: string): SampleFile {
  return { name, mimeType: 'text/plain', buffer: Buffer.from('Not a picture.') };
}

/** Drops files on the page, as from the desktop. */
export async function dropFiles(page: Page, files: readonly SampleFile[]): Promise<void> {
  const dataTransfer = await dataTransferOf(page, files);
  await page.locator('main').locator('section').first().dispatchEvent('drop', { dataTransfer });
}

/** Files the library has; stored is enough, what is made of them may take its time. */
export async function bringToLibrary(page: Page, files: readonly SampleFile[]): Promise<void> {
  await page.goto('/library');
  await dropFiles(page, files);
  const cards = page.getByRole('list', { name: 'Files' }).getByRole('listitem');
  for (const { name } of files) {
    const isStored = /processing|ready/;
    await expect(cards.filter({ hasText: name })).toHaveAttribute('data-media-status', isStored);
  }
}

/** Pastes files with the focus nowhere in particular. */
export async function pasteFiles(page: Page, files: readonly SampleFile[]): Promise<void> {
  const clipboardData = await dataTransferOf(page, files);
  await clipboardData.evaluate((data) =>
    document.body.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    ),
  );
}

export function dataTransferOf(page: Page, files: readonly SampleFile[]) {
  const described = files.map(({ name, mimeType, buffer }) => ({
    ...{ name, mimeType },
    base64: buffer.toString('base64'),
  }));
  return page.evaluateHandle((described) => {
    const data = new DataTransfer();
    for (const { name, mimeType, base64 } of described) {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      data.items.add(new File([bytes], name, { type: mimeType }));
    }
    return data;
  }, described);
}
