// A record that is not there: said with the right status, and with a way to those that are.
import { nouns } from '#lib/shared/schemas/record.ts';
import { makeRecords } from './support/make-records.ts';
import { expect, expectAccessible, test } from './support/test.ts';

test('a record that does not exist, or not any more, is a 404 with a way back', async ({
  editorPage: page,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 404/);
  for (const noun of nouns) {
    const answer = await page.goto(`/${noun}s/none/edit`);
    expect(answer?.status(), noun).toBe(404);
    const heading = page.getByRole('heading', { name: `This ${noun} does not exist`, level: 1 });
    await expect(heading).toBeVisible();
    await expectAccessible(page);
    await page
      .getByRole('main')
      .getByRole('link', { name: `All ${noun}s` })
      .click();
    await expect(page).toHaveURL(new RegExp(`/${noun}s$`));
  }
  const [id] = await makeRecords(page, 'film', [{ title: 'There and gone' }]);
  expect((await page.goto(`/films/${id}/edit`))?.status()).toBe(200);
  await page.request.delete(`/api/films/${id}`);
  expect((await page.goto(`/films/${id}/edit`))?.status()).toBe(404);
});
