// A library of so many files, as if an editor had brought them in over the years.
import { Client } from 'pg';
import { rgbaToThumbHash } from 'thumbhash';
import { storage } from '#lib/storage/current.ts';
import { samplePicture } from '#lib/testing/sample-pictures.ts';

/** The rows share so many pictures: a browser asks for each by an address of its own all the same. */
const pictureCount = 24;

/**
 * Enters `count` media of the person with this e-mail: seven of ten images, two videos, one sound; one of
 * fifty failed, every third in use. Their thumbnails are stored, nothing else of them is. What was
 * there before stays.
 */
export async function enterLibrary(input: {
  databaseUrl: string;
  email: string;
  count: number;
}): Promise<void> {
  const { databaseUrl, email, count } = input;
  await storePictures();
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('begin');
    await client.query(mediaRows, [email, count, placeholders()]);
    await client.query(renditionRows, [pictureCount]);
    await client.query(photoRows);
    await client.query('commit');
    await client.query('analyze media, renditions, photos');
  } finally {
    await client.end();
  }
}

const pictureKey = (index: number) => `bench/library-${index}.jpg`;

async function storePictures(): Promise<void> {
  for (let index = 0; index < pictureCount; index += 1) {
    await storage().writeBytes({
      key: pictureKey(index),
      contentType: 'image/jpeg',
      body: await samplePicture({ format: 'jpeg', width: 320, height: 240 }),
    });
  }
}

/** Colours in place of pictures that are not there yet. */
function placeholders(): string[] {
  const side = 8;
  return Array.from({ length: pictureCount }, (_, index) => {
    const pixels = Array.from({ length: side * side }, (_, at) => [
      ...[(index * 40 + at * 3) % 256, (at * 4) % 256, (index * 25) % 256, 255],
    ]);
    return Buffer.from(rgbaToThumbHash(side, side, pixels.flat())).toString('base64');
  });
}

const mediaRows = `
  insert into media (id, owner_id, type, purpose, status, failure_code, failure_message, storage_key,
                     file_name, byte_size, mime_type, title, width, height, duration_seconds,
                     placeholder, generation, progress, unattached_since, created_at)
  select gen_random_uuid()::text, u.id, kind::media_type, 'media.' || kind,
         (case when n % 50 = 7 then 'failed' else 'ready' end)::media_status,
         case when n % 50 = 7 then 'corrupt_file' end, case when n % 50 = 7 then 'Unreadable.' end,
         'bench/original-' || n, case when n % 2 = 0 then 'IMG_' else 'quay-' end || n || '.' || kind,
         1000 + (n::bigint * 7919) % 90000000, kind || '/test',
         case when n % 5 = 0 then 'Harbour number ' || n end,
         case when kind <> 'audio' then 1600 end, case when kind <> 'audio' then 1200 end,
         case when kind <> 'image' then n % 600 end,
         case when kind <> 'audio' then ($3::text[])[n % array_length($3::text[], 1) + 1] end,
         1, 1, null, now() - n * interval '37 minutes'
    from generate_series(1, $2::int) as n
    cross join lateral (select case when n % 10 < 7 then 'image' when n % 10 < 9 then 'video'
                                    else 'audio' end as kind) as kinds
    join users u on u.email = $1`;

const renditionRows = `
  insert into renditions (id, media_id, generation, name, status, storage_key, content_type)
  select gen_random_uuid()::text, m.id, 1, name, 'ready',
         'bench/library-' || abs(hashtext(m.id)) % $1::int || '.jpg', 'image/jpeg'
    from media m
    cross join unnest(case when m.type = 'image' then array['thumbnail', 'small', 'medium', 'large',
                      'webp'] when m.type = 'video' then array['poster'] else '{}' end) as name
   where m.storage_key like 'bench/original-%'`;

const photoRows = `
  insert into photos (id, owner_id, title, media_id)
  select gen_random_uuid()::text, owner_id, 'Photo', id
    from media where storage_key like 'bench/original-%' and type = 'image'
     and abs(hashtext(id)) % 3 = 0`;
