// An upload ends with the file stored once, whoever is killed meanwhile.
import { expect, test } from './support/test.ts';
import { expectExactlyOnce, startUpload } from './support/uploading.ts';

for (const service of ['app', 'store'] as const) {
  test(`the ${service} is killed in the middle`, async ({ page, stage, film }) => {
    // Two parts are sent only after the kill, so that it surely is in the middle.
    const held = [7, 8].map((part) =>
      stage.store.rules.add({ match: { part }, fault: { kind: 'reset', afterBytes: 1000 } }),
    );
    await startUpload(page, film);
    await expect.poll(() => stage.books.storedPartsOf(film.fileName)).toHaveLength(6);
    await Promise.all([
      stage.killAndAwait(service),
      ...held.map((rule) => expect.poll(() => rule.hits()).toBeGreaterThan(0)),
    ]);
    for (const rule of held) rule.remove();
    await expectExactlyOnce(stage, film);
  });
}
