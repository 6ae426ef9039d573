// What the bucket is told to do, as rows: its CORS policy and its lifecycle.
import type { DatabaseSync } from 'node:sqlite';

export type CorsRule = {
  id: string | undefined;
  origins: string[];
  methods: string[];
  /** Headers a page may send; '*' stands for any characters. */
  headers: string[];
  exposed: string[];
  maxAgeSeconds: number | undefined;
};

/** The only kind of rule there is here: when unfinished multipart uploads are aborted. */
export type LifecycleRule = { id: string | undefined; isEnabled: boolean; abortAfterDays: number };

export type SettingTable = ReturnType<typeof openSettingTable>;

export function openSettingTable(database: DatabaseSync) {
  const select = database.prepare('SELECT document FROM setting WHERE name = ?');
  const replace = database.prepare('INSERT OR REPLACE INTO setting (name, document) VALUES (?, ?)');
  const read = <Rule>(name: string): Rule[] | undefined => {
    const row = select.get(name);
    return row && JSON.parse(String(row.document));
  };
  // Asked with every request of a browser.
  let cors = read<CorsRule>('cors');
  return {
    cors: () => cors,
    lifecycle: () => read<LifecycleRule>('lifecycle'),
    setCors(rules: CorsRule[]): void {
      replace.run('cors', JSON.stringify(rules));
      cors = rules;
    },
    setLifecycle(rules: LifecycleRule[]): void {
      replace.run('lifecycle', JSON.stringify(rules));
    },
  };
}
