import { beforeAll, expect, test } from 'vitest';
import type { Sql } from '../../storage/connect.ts';
import { saveDocuments } from '../../storage/documents.ts';
import { saveObservations, saveProducts } from '../../storage/products.ts';
import { upsertSources } from '../../storage/sources.ts';
import { describeDatabases } from '../support/database.ts';
import {
  fingerprint,
  LONG_TEXT,
  NOW,
  sampleDocument,
  sampleObservation,
  sampleProduct,
  sampleSource,
} from './sample.ts';

const options = { fingerprint, at: NOW };
const shop = sampleSource('shop', { sector: 'commerce' });

async function dirtyWeeks(sql: Sql): Promise<string[]> {
  const rows = await sql<{ week: string }[]>`delete from dirty_cells returning week`;
  return rows.map((row) => row.week).sort();
}

describeDatabases('products', (database) => {
  beforeAll(async () => {
    await upsertSources(database().sql, [shop]);
  });

  test('a product gets a document that concepts are read from', async () => {
    const { sql } = database();
    expect(await saveProducts(sql, shop, [sampleProduct('a')], options)).toEqual({
      products: 1,
      dropped: {},
    });
    const rows = await sql`
      select d.kind, d.sector, d.title, d.text, d.published_at, p.key from documents d
      join products p on p.id = d.product_id`;
    expect(rows).toEqual([
      {
        kind: 'product',
        sector: 'commerce',
        title: 'Wide-leg trousers a',
        text: 'Example, trousers, butter yellow, S M',
        published_at: NOW,
        key: 'a',
      },
    ]);
  });

  test('a list page that knows less, or cuts the name short, takes nothing away', async () => {
    const { sql } = database();
    await dirtyWeeks(sql);
    const less = sampleProduct('a', { name: 'Wide-leg trou…', brand: null, color: null, sizes: [] });
    await saveProducts(sql, shop, [less], { ...options, at: new Date('2026-03-05T00:00:00Z') });
    const [row] = await sql`select name, brand, color, sizes, first_seen_at, last_seen_at from products`;
    expect(row).toEqual({
      name: 'Wide-leg trousers a',
      brand: 'Example',
      color: 'butter yellow',
      sizes: ['S', 'M'],
      first_seen_at: NOW,
      last_seen_at: new Date('2026-03-05T00:00:00Z'),
    });
    expect(await dirtyWeeks(sql)).toEqual([]);
  });

  test('one observation a product, day and list: the latest counts, in whatever order they come', async () => {
    const { sql } = database();
    const at = (time: string, price: number, list = 'best') =>
      sampleObservation('a', { observedAt: new Date(`2026-03-04T${time}:00Z`), price, list });
    const seen = [at('12:00', 45), at('09:00', 49), at('10:00', 47, '')];
    expect(await saveObservations(sql, shop, seen, options)).toEqual({ observations: 2, dropped: {} });
    expect(await dirtyWeeks(sql)).toEqual(['2026-03-02']);
    await saveObservations(sql, shop, [at('08:00', 50)], options);
    await dirtyWeeks(sql);
    await saveObservations(sql, shop, seen, options);
    expect(await dirtyWeeks(sql)).toEqual([]);
    const rows = await sql`select list, price, observed_on from observations order by list`;
    expect(rows).toEqual([
      { list: '', price: 47, observed_on: '2026-03-04' },
      { list: 'best', price: 45, observed_on: '2026-03-04' },
    ]);
  });

  test('imported history moves the day a product was first seen, and its document with it', async () => {
    const { sql } = database();
    const old = new Date('2024-06-05T00:00:00Z');
    await saveObservations(sql, shop, [sampleObservation('a', { observedAt: old })], options);
    const [row] = await sql`
      select p.first_seen_at, d.published_at from products p join documents d on d.product_id = p.id`;
    expect(row).toEqual({ first_seen_at: old, published_at: old });
    expect(await dirtyWeeks(sql)).toContain('2024-06-03');
  });

  test('a fuller text from the product page stays, whatever later lists say', async () => {
    const { sql } = database();
    const product = sampleProduct('full');
    const described = sampleDocument(product.url, 'High rise, pleated, in a fluid twill.', {
      kind: 'product',
      sector: 'commerce',
      productKey: 'full',
    });
    await saveProducts(sql, shop, [product], options);
    const { publishedAt, publishedAtKnown } = { publishedAt: NOW, publishedAtKnown: false };
    await saveDocuments(sql, shop, [{ ...described, publishedAt, publishedAtKnown }], options);
    await saveProducts(sql, shop, [sampleProduct('full', { color: 'ivory' })], options);
    expect(await saveDocuments(sql, shop, [described], options)).toMatchObject({ changed: 0 });
    const rows = await sql`select text from documents where canonical_url = ${product.url}`;
    expect(rows).toEqual([{ text: described.text }]);
  });

  test('what is known better of a product is in its document', async () => {
    const { sql } = database();
    await saveProducts(sql, shop, [sampleProduct('thin', { color: null, sizes: [] })], options);
    await saveProducts(sql, shop, [sampleProduct('thin', { color: 'ivory', sizes: [] })], options);
    const rows = await sql`select text from documents where canonical_url = ${sampleProduct('thin').url}`;
    expect(rows).toEqual([{ text: 'Example, trousers, ivory' }]);
  });

  test('what cannot be stored is dropped by a named reason', async () => {
    const { sql } = database();
    const products = [sampleProduct(''), sampleProduct('k'.repeat(2_000))];
    expect(await saveProducts(sql, shop, products, options)).toEqual({
      products: 0,
      dropped: { 'no-key': 1, 'key-too-long': 1 },
    });
    const observations = [
      sampleObservation('nowhere'),
      sampleObservation('a', { observedAt: new Date('2036-01-01T00:00:00Z') }),
      sampleObservation('a', { observedAt: new Date(Number.NaN) }),
    ];
    expect(await saveObservations(sql, shop, observations, options)).toEqual({
      observations: 0,
      dropped: { 'unknown-product': 1, 'date-out-of-range': 2 },
    });
  });

  test('a review finds its product, now or when it is saved again after the product came', async () => {
    const { sql } = database();
    const review = sampleDocument('https://shop.example/b#r1', LONG_TEXT, {
      kind: 'review',
      productKey: 'b',
      rating: 4,
    });
    await saveDocuments(sql, shop, [review], options);
    await saveProducts(sql, shop, [sampleProduct('b')], options);
    expect(await saveDocuments(sql, shop, [review], options)).toMatchObject({ refreshed: 1 });
    expect(await saveDocuments(sql, shop, [review], options)).toMatchObject({ unchanged: 1 });
    const rows = await sql`
      select d.rating, p.key from documents d join products p on p.id = d.product_id where d.kind = 'review'`;
    expect(rows).toEqual([{ rating: 4, key: 'b' }]);
  });
});
