// The photos of one album, which is found by its title among more than fit into a list.
import { makeRecords } from './support/make-records.ts';
import { expect, expectAccessible, test } from './support/test.ts';

test('an album is searched by its title, with the keyboard alone, and remembered by the address', async ({
  editorPage: page,
}) => {
  const numbered = Array.from({ length: 21 }, (_, at) => ({ title: `Yaks ${at + 10}` }));
  const ids = await makeRecords(page, 'album', [...numbered, { title: 'Zebras at noon' }]);
  await page.goto('/photos');
  const album = page.getByRole('combobox', { name: 'Album' });
  const option = (name: string) => page.getByRole('option', { name, exact: true });
  await album.click();
  await expect(option('All albums')).toHaveAttribute('aria-selected', 'true');
  await expect(option('Yaks 10')).toBeVisible();
  await expect(option('Zebras at noon'), 'further down than what is offered').toHaveCount(0);
  await expectAccessible(page);
  await album.pressSequentially('zebras');
  await expect(option('Zebras at noon')).toBeVisible();
  await expect(page.getByRole('listbox')).toHaveAttribute('aria-busy', 'false');
  await album.press('Enter');
  await expect(page).toHaveURL(`/photos?albumId=${ids.at(-1)}`);
  await expect(album).toHaveValue('Zebras at noon');
  await expect(page.getByRole('heading', { name: 'Nothing found' })).toBeVisible();

  await page.reload();
  await expect(album).toHaveValue('Zebras at noon');
  await album.press('ArrowDown');
  await expect(option('Yaks 10')).toBeVisible();
  await album.press('Escape');
  await expect(page.getByRole('listbox')).toBeHidden();
  await expect(album, 'nothing was chosen').toHaveValue('Zebras at noon');
  await album.press('ArrowDown');
  await expect(album).toHaveAttribute('aria-expanded', 'true');
  await option('All albums').click();
  await expect(page).toHaveURL(/\/photos$/);

  await album.click();
  await album.pressSequentially('no such album');
  await expect(page.getByText('No album is called that.')).toBeVisible();
  await album.press('Tab');
  await expect(album).toHaveValue('All albums');
});
