// A catalogue of so many films, photos and products, with files of the library that was entered before.
import { Client } from 'pg';

/**
 * Enters `count` films, photos and products of the person with this e-mail, each with its pictures out
 * of that library; every third film is published, every fifth product has two variants.
 */
export async function enterCatalogue(input: {
  databaseUrl: string;
  email: string;
  count: number;
}): Promise<void> {
  const { databaseUrl, email, count } = input;
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('begin');
    for (const rows of [filmRows, photoRows, productRows]) await client.query(rows, [email, count]);
    for (const rows of [fileRows, skuRows, variantRows]) await client.query(rows);
    await client.query('commit');
    await client.query('analyze films, photos, products, product_files, variants, skus');
  } finally {
    await client.end();
  }
}

const pictures = `
  (select array_agg(id order by id) as ids
     from media where storage_key like 'bench/original-%' and type = 'image') as pictures`;
const pictureOf = (number: string) => `ids[(${number}) % cardinality(ids) + 1]`;

const filmRows = `
  insert into films (id, owner_id, title, slug, synopsis, year, poster_id, published_at, created_at)
  select gen_random_uuid()::text, u.id,
         (array['Harbour', 'Quay', 'Night ferry', 'Öresund'])[n % 4 + 1] || ' number ' || n,
         'bench-film-' || n, '<p>Boats come in, boats go out.</p>', 1950 + n % 75, ${pictureOf('n')},
         case when n % 3 = 0 then now() - n * interval '30 minutes' end,
         now() - n * interval '41 minutes'
    from generate_series(1, $2::int) as n cross join ${pictures} join users u on u.email = $1`;

const photoRows = `
  insert into photos (id, owner_id, title, alt, media_id, created_at)
  select gen_random_uuid()::text, u.id, 'View number ' || n, 'The harbour', ${pictureOf('n')},
         now() - n * interval '43 minutes'
    from generate_series(1, $2::int) as n cross join ${pictures} join users u on u.email = $1`;

const productRows = `
  insert into products (id, owner_id, title, sku, price, currency, created_at)
  select gen_random_uuid()::text, u.id, 'Print number ' || n, 'BENCH-' || n, n % 400 + 0.5, 'EUR',
         now() - n * interval '47 minutes'
    from generate_series(1, $2::int) as n join users u on u.email = $1`;

/** Three of each. */
const fileRows = `
  insert into product_files (product_id, media_id, position)
  select id, ${pictureOf('substr(sku, 7)::int * 3 + position')}, position
    from products cross join generate_series(0, 2) as position cross join ${pictures}
   where sku like 'BENCH-%' and cardinality(ids) > 2`;

const skuRows = `
  insert into skus (key, product_id)
  select lower(sku), id from products where sku like 'BENCH-%'`;

const variantRows = `
  insert into variants (id, product_id, name, position)
  select gen_random_uuid()::text, p.id, 'Size ' || position, position
    from products p cross join generate_series(0, 1) as position
   where p.sku like 'BENCH-%' and right(p.sku, 1) in ('0', '5')`;
