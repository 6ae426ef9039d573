// Audits a bucket of so many times twenty objects, which is only told of, against a real database; prints the peak memory.
import { openDatabase } from '#lib/db/client.ts';
import type { Storage } from '#lib/storage/storage.ts';
import { auditStorage } from './audit-storage.ts';
import { writesDown } from './write-down.ts';

const [databaseUrl = '', mediaCount = '0', ownerId = ''] = process.argv.slice(2);
const count = Number(mediaCount);
const db = openDatabase(databaseUrl);
const segments = 18;

await db.$executeRaw`
  insert into media (id, owner_id, type, purpose, status, generation, storage_key, file_name, byte_size, mime_type)
  select id, ${ownerId}, 'video', 'film.video', 'ready', 1, 'videos/' || id || '.mp4', 'a.mp4', 4, 'video/mp4'
    from (select '00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0') as id
            from generate_series(0, ${count}::int - 1) n) made`;
await db.$executeRaw`
  insert into renditions (id, media_id, generation, name, status, storage_key, object_keys, byte_size)
  select id, id, 1, 'hls', 'ready', keys[1], keys, ${segments * 4}::int
    from (select id, array(select 'renditions/' || id || '/1/hls/' || lpad(s::text, 2, '0') || '.m4s'
                             from generate_series(1, ${segments}::int) s) as keys
            from media) made`;
await db.$executeRawUnsafe('analyze media, renditions');

const object = (key: string) => ({ key, byteSize: 4, modifiedAt: new Date(0) });
const idOf = (index: number) => `00000000-0000-7000-8000-${index.toString(16).padStart(12, '0')}`;

/** Of every media an original, all it names, and one object nobody names. */
const list: Storage['list'] = async function* () {
  for (let index = 0; index < count; index += 1) {
    const folder = `renditions/${idOf(index)}/1/hls`;
    for (let at = 1; at <= segments; at += 1) {
      yield object(`${folder}/${String(at).padStart(2, '0')}.m4s`);
    }
    yield object(`${folder}/stray.m4s`);
  }
  for (let index = 0; index < count; index += 1) yield object(`videos/${idOf(index)}.mp4`);
};
const unused = () => {
  throw new Error('An audit of this bucket has no use for it.');
};
const storage = new Proxy({} as Storage, {
  get: (_, name) => ({ list, async *openMultiparts() {} })[String(name)] ?? unused,
});

let heapBytes = 0;
const now = () => new Date();
const { objects, orphans, missing, mismatched } = await auditStorage(
  { db, storage, now },
  {
    graceSeconds: 0,
    listeners: {
      ...writesDown(db, now()),
      onProgress() {
        heapBytes = Math.max(heapBytes, process.memoryUsage().heapUsed);
      },
    },
  },
);
const peakBytes = process.resourceUsage().maxRSS * 1024;
const counts = { orphans: orphans.count, missing: missing.count, mismatched: mismatched.count };
process.stdout.write(JSON.stringify({ peakBytes, heapBytes, objects: objects.count, ...counts }));
await db.$disconnect();
