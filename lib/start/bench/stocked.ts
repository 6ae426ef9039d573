// What the editor of a benchmark owns, entered once, by whichever benchmark needs it first.
import { api } from '#lib/shared/paths.ts';
import { enterCatalogue } from './catalogue-of.ts';
import { enterLibrary } from './library-of.ts';
import type { Stage } from './stage.ts';

const count = 5_000;

export async function stockLibrary({ app, person, studio }: Stage): Promise<void> {
  if (await hasAll(studio, api.media())) return;
  await enterLibrary({
    databaseUrl: app.variables.DATABASE_URL ?? '',
    email: person.email,
    count,
  });
}

/** Films, photos and products, with files of the library. */
export async function stockCatalogue(stage: Stage): Promise<void> {
  await stockLibrary(stage);
  const { app, person, studio } = stage;
  if (await hasAll(studio, api.records('film'))) return;
  await enterCatalogue({
    databaseUrl: app.variables.DATABASE_URL ?? '',
    email: person.email,
    count,
  });
}

async function hasAll(studio: Stage['studio'], path: string): Promise<boolean> {
  return (await studio.request<{ count: number }>('GET', path)).count >= count;
}
