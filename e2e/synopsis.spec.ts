// The synopsis of a film: what is pasted into it is what stays, and nothing of where it came from.
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright/test';
import { openFilmForm, saveButton } from './support/film-form.ts';
import { expect, test } from './support/test.ts';

const synopsis = (page: Page) => page.getByRole('textbox', { name: 'Synopsis' });

/** What is on the clipboard comes as HTML and as text. */
async function paste(page: Page, html: string): Promise<void> {
  await synopsis(page).click();
  await synopsis(page).evaluate((editor, html) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/html', html);
    clipboardData.setData('text/plain', 'The same as text.');
    const happening = { clipboardData, bubbles: true, cancelable: true };
    editor.dispatchEvent(new ClipboardEvent('paste', happening));
  }, html);
}

test('what is pasted from Word becomes clean paragraphs, headings, lists and links, and is stored so', async ({
  editorPage: page,
}) => {
  const title = `Written in Word ${crypto.randomUUID().slice(0, 8)}`;
  await openFilmForm(page);
  await page.getByRole('textbox', { name: 'Title', exact: true }).fill(title);
  await paste(page, readFileSync(new URL('support/from-word.txt', import.meta.url), 'utf8'));
  await expect(synopsis(page).getByRole('heading', { name: 'The harbour' })).toBeVisible();
  await saveButton(page).click();
  await expect(page.getByText(`“${title}” was created.`)).toBeVisible();
  await expect(page).toHaveURL(/\/films\/[^/]+\/edit/);

  const [, id] = /films\/([^/]+)\/edit/.exec(page.url()) ?? [];
  const film = await (await page.request.get(`/api/films/${id}`)).json();
  const link =
    '<a target="_blank" rel="noopener nofollow" href="https://example.com/boats">all of them</a>';
  expect(film.synopsis).toBe(
    [
      '<h2>The harbour</h2>',
      '<p>At dawn the <strong>boats</strong> leave, <em>one after another</em>.</p>',
      '<ul><li><p>The first goes north,</p>',
      '<ul><li><p>with nets</p></li><li><p>and with <strong>ice</strong></p></li></ul></li>',
      '<li><p>the second south.</p></li></ul>',
      `<p>Here are ${link}.</p>`,
      '<ol><li><p>Cast off</p></li><li><p>Come back</p><p>before dark</p></li></ol>',
      '<p>The end.</p>',
    ].join(''),
  );
  await page.reload();
  await expect(synopsis(page).getByRole('listitem')).toHaveCount(6);
});

test('what is pasted from elsewhere keeps its own lists', async ({ editorPage: page }) => {
  await openFilmForm(page);
  await paste(page, '<ul><li>One</li><li>Two <b>bold</b></li></ul><p style="color:red">Red</p>');
  await expect(synopsis(page).getByRole('listitem')).toHaveText(['One', 'Two bold']);
  await expect(synopsis(page).locator('strong')).toHaveText('bold');
  await expect(synopsis(page).locator('[style]')).toHaveCount(0);
});
