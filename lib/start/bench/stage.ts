// What every measurement needs: the app, someone signed in, and a clean table in between.

import { api } from '#lib/shared/paths.ts';
import { storage } from '#lib/storage/current.ts';
import type { StudioClient } from '../demo/studio-client.ts';
import type { RunningApp } from '../run-app.ts';
import { restOf } from './app-processes.ts';
import type { Figure } from './figures.ts';
import type { Person } from './studio-browser.ts';

export type Stage = {
  app: RunningApp;
  studio: StudioClient;
  person: Person;
  /** The program to start. */
  browserPath: string;
  /** Where files to upload are made. */
  folder: string;
};

export type Bench = { tells: string; run: (stage: Stage) => Promise<Figure[]> };

/** Of everything that is compared, taken in turn so that a noisy moment hits all. */
export const rounds = 5;

const deletedAtOnce = 8;

/** Deletes what was uploaded and waits until nobody works on it any more. Noise is no film: it fails. */
export async function clearUp({ app, studio }: Stage, mediaIds: string[]): Promise<void> {
  const waiting = [...mediaIds];
  const lane = async () => {
    for (let id = waiting.pop(); id; id = waiting.pop()) {
      await studio.request('DELETE', api.oneMedia(id));
    }
  };
  await Promise.all(Array.from({ length: deletedAtOnce }, lane));
  const keys: string[] = [];
  for await (const { key } of storage().list('bench/')) keys.push(key);
  await storage().remove(keys);
  await restOf(app.dataFolder);
}
