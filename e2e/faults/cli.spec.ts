// A command that was interrupted goes on where it stopped.
import { makeToken } from '../support/api-token.ts';
import { endOf, pressCtrlC, startCutroom } from '../support/run-cutroom.ts';
import { expect, test } from './support/test.ts';
import { expectExactlyOnce, holdBack, partsLetThrough } from './support/uploading.ts';

test('Ctrl-C in a terminal, and the same command again', async ({ page, stage, film }, info) => {
  await page.goto('/films');
  const surroundings = {
    ...{ server: stage.url, token: await makeToken(page), folder: info.outputPath('state') },
  };
  const args = ['upload', film.path, '--json'];
  const held = holdBack(stage, { after: 4 });
  const child = startCutroom(args, surroundings);
  const end = endOf(child);
  await expect.poll(() => stage.books.storedPartsOf(film.fileName)).toHaveLength(4);
  pressCtrlC(child);
  const interrupted = await end;
  expect(interrupted.code).toBe(130);
  expect(interrupted.told.at(-1)).toMatchObject({ event: 'end', unfinished: 1, exitCode: 130 });

  stage.forget();
  const { told, code } = await endOf(startCutroom(args, surroundings));
  expect(code).toBe(0);
  expect(told.at(-1)).toMatchObject({ event: 'end', stored: 1, failed: 0 });
  expect(partsLetThrough(stage).sort()).toEqual(held);
  await expectExactlyOnce(stage, film);
});
