// An input for files of the benchmark's own, in a page of the app.
import type { Page } from 'playwright';

declare global {
  interface Window {
    /** The files, once they are chosen. */
    benchFiles?: Promise<File[]>;
  }
}

const inputId = 'bench-files';

/** Code in the page waits for `window.benchFiles`; to be called before that code runs. */
export async function addInput(page: Page): Promise<void> {
  await page.evaluate((id) => {
    const input = Object.assign(document.createElement('input'), {
      id,
      type: 'file',
      multiple: true,
      hidden: true,
    });
    document.body.append(input);
    window.benchFiles = new Promise((resolve) => {
      input.addEventListener('change', () => resolve([...(input.files ?? [])]));
    });
  }, inputId);
}

export async function chooseIn(page: Page, paths: string[]): Promise<void> {
  await page.locator(`#${inputId}`).setInputFiles(paths);
}
