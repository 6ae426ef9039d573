// The functions an app registers: checked, kept for the next start, their schedules set.

import type { Runner } from './context.ts';
import { nextCronDate } from './cron.ts';
import { inTransaction, type Queryable } from './database.ts';
import { type FunctionConfig, parseFunctions } from './function-config.ts';
import { notifyRunners } from './listener.ts';

type Registration = { modified: boolean } | { problems: string[] };

/** Takes over what the app serves now, or refuses it as a whole and says why. */
export async function registerFunctions(runner: Runner, raw: unknown): Promise<Registration> {
  const parsed = parseFunctions(raw);
  if ('problems' in parsed) return parsed;
  const { functions } = parsed;
  if (JSON.stringify(functions) === JSON.stringify(runner.registry.all())) {
    return { modified: false };
  }
  const replace = async (client: Queryable) => {
    await client.query('delete from function_runner.registered_function');
    for (const config of functions) {
      await client.query(
        'insert into function_runner.registered_function (id, config) values ($1, $2)',
        [config.id, JSON.stringify(config)],
      );
    }
    await setSchedules(client, functions);
    await notifyRunners(runner, client, 'functions');
  };
  await inTransaction(runner.pool, replace, { lock: 'register' });
  runner.registry.replace(functions);
  runner.settings.log(`${functions.length} functions registered`);
  return { modified: true };
}

async function setSchedules(db: Queryable, functions: FunctionConfig[]): Promise<void> {
  const kept: string[] = [];
  for (const config of functions) {
    for (const trigger of config.triggers) {
      if (!('cron' in trigger)) continue;
      kept.push(`${config.id} ${trigger.cron}`);
      await db.query(
        `insert into function_runner.cron (function_id, expression, next_at)
         values ($1, $2, $3) on conflict do nothing`,
        [config.id, trigger.cron, nextCronDate(trigger.cron, new Date())],
      );
    }
  }
  await db.query(
    `delete from function_runner.cron where function_id || ' ' || expression <> all($1)`,
    [kept],
  );
}

/** Reads the functions that were registered before this process started, or by another one. */
export async function loadFunctions(runner: Runner): Promise<void> {
  const { rows } = await runner.pool.query<{ config: unknown }>(
    'select config from function_runner.registered_function',
  );
  const parsed = parseFunctions(rows.map((row) => row.config));
  if ('functions' in parsed) runner.registry.replace(parsed.functions);
}
