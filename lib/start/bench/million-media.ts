// A studio of a thousand people who brought in a million files, entered by SQL.
import { Client } from 'pg';
import { openDatabase } from '#lib/db/client.ts';
import { addToken } from '#lib/testing/add-token.ts';

export const owners = 1000;
export const mediaCount = 1_000_000;

/** One of the people, and what a program of theirs sends along. */
export type Caller = { ownerId: string; mediaId: string; headers: Record<string, string> };

/**
 * Enters the people, a thousand media each with three renditions, every tenth of them a photo, and a
 * token for each person. What was there before stays. Answers `callers` of them.
 */
export async function enterMillion(databaseUrl: string, callers: number): Promise<Caller[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(peopleRows, [owners]);
    await client.query(mediaRows, [mediaCount / owners]);
    await client.query(renditionRows);
    await client.query(photoRows);
    await client.query('vacuum analyze users, media, renditions, photos');
    return await enterCallers(client, databaseUrl, callers);
  } finally {
    await client.end();
  }
}

async function enterCallers(
  client: Client,
  databaseUrl: string,
  callers: number,
): Promise<Caller[]> {
  const { rows } = await client.query<{ ownerId: string; mediaId: string }>(callerRows, [callers]);
  const db = openDatabase(databaseUrl);
  const all: Caller[] = [];
  for (const { ownerId, mediaId } of rows) {
    const { headers } = await addToken(db, { id: ownerId });
    all.push({ ownerId, mediaId, headers });
  }
  await db.$disconnect();
  return all;
}

const peopleRows = `
  insert into users (id, email, name, password_hash)
  select gen_random_uuid()::text, 'owner-' || n || '@million.test', 'Owner ' || n, 'none'
    from generate_series(1, $1::int) as n`;

// In the order of time, as it would have come about: the people take turns.
const mediaRows = `
  insert into media (id, owner_id, type, purpose, status, failure_code, failure_message, storage_key,
                     file_name, byte_size, mime_type, width, height, duration_seconds, generation,
                     progress, unattached_since, created_at)
  select gen_random_uuid()::text, u.id, kind::media_type, 'media.' || kind,
         (case when n % 50 = 7 then 'failed' else 'ready' end)::media_status,
         case when n % 50 = 7 then 'corrupt_file' end, case when n % 50 = 7 then 'Unreadable.' end,
         'million/' || u.id || '/' || n, 'IMG_' || n || '.' || kind,
         1000 + (n::bigint * 7919) % 90000000, kind || '/test',
         case when kind <> 'audio' then 1600 end, case when kind <> 'audio' then 1200 end,
         case when kind <> 'image' then n % 600 end, 1, 1, null, now() - n * interval '37 minutes'
    from generate_series(1, $1::int) as n
    cross join lateral (select case when n % 10 < 7 then 'image' when n % 10 < 9 then 'video'
                                    else 'audio' end as kind) as kinds
    cross join users u where u.email like '%@million.test'`;

const renditionRows = `
  insert into renditions (id, media_id, generation, name, status, storage_key, content_type)
  select gen_random_uuid()::text, m.id, 1, name, 'ready', m.storage_key || '/' || name, 'image/jpeg'
    from media m
    cross join unnest(case m.type when 'image' then array['thumbnail', 'small', 'large']
                                  when 'video' then array['poster', 'mp4', 'hls']
                                  else array['mp3', 'waveform'] end) as name
   where m.storage_key like 'million/%' and m.status = 'ready'`;

const photoRows = `
  insert into photos (id, owner_id, title, media_id)
  select gen_random_uuid()::text, owner_id, 'Photo', id
    from media where storage_key like 'million/%' and type = 'image' and byte_size % 10 = 0`;

const callerRows = `
  select u.id as "ownerId", (select m.id from media m where m.owner_id = u.id limit 1) as "mediaId"
    from users u where u.email like '%@million.test' limit $1`;
