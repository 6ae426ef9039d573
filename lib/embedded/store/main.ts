// Starts the object store as a process of its own, configured by STORE_* variables.
import { startStore } from './server.ts';

const names = [
  'STORE_DIR',
  'STORE_PORT',
  'STORE_BUCKET',
  'STORE_ACCESS_KEY_ID',
  'STORE_SECRET_ACCESS_KEY',
] as const;

const missing = names.filter((name) => !process.env[name]);
if (missing.length > 0) {
  console.error(`store: not set: ${missing.join(', ')}`);
  process.exit(2);
}
const read = (name: (typeof names)[number]) => process.env[name] ?? '';

const store = await startStore({
  dir: read('STORE_DIR'),
  port: Number(read('STORE_PORT')),
  bucket: read('STORE_BUCKET'),
  accessKeyId: read('STORE_ACCESS_KEY_ID'),
  secretAccessKey: read('STORE_SECRET_ACCESS_KEY'),
});
console.log(`store ready on ${store.port}`);

for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => {
    void store.close().then(() => process.exit(0));
  });
