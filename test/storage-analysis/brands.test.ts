import { expect, test } from 'vitest';
import { fixedClock } from '../../core/clock.ts';
import { buildSeries } from '../../storage/series.ts';
import { describeDatabases } from '../support/database.ts';
import { readAll } from './support/fake-read.ts';
import { seedDocuments, seedProduct, seedSources } from './support/seed.ts';

const clock = fixedClock('2026-02-04T00:00:00Z');

describeDatabases('brands', (database) => {
  test('a brand is judged by its clauses, its opinions and the reviews of its products', async () => {
    const { sql } = database();
    await seedSources(sql, [
      { id: 'talk', sector: 'social' },
      { id: 'shop', sector: 'commerce' },
    ]);
    await seedProduct(sql, { key: 'coat', source: 'shop', brand: 'ACME', firstSeen: '2026-01-01' });
    const at = '2026-01-07T00:00:00Z';
    const base = { source: 'talk', sector: 'social', at };
    await seedDocuments(sql, [
      { ...base, key: 'a', text: 'acme again. bad quality' }, // named in a neutral clause, blamed in the next
      { ...base, key: 'b', text: 'good acme' },
      { ...base, key: 'c', text: 'acme' },
      { ...base, key: 'd', text: 'not acme' }, // of something else
      {
        ...base,
        key: 'e',
        source: 'shop',
        sector: 'review',
        kind: 'review',
        product: 'coat',
        text: 'bad quality',
      },
      {
        ...base,
        key: 'f',
        source: 'shop',
        sector: 'commerce',
        kind: 'product',
        product: 'coat',
        text: 'acme coat',
      },
    ]);
    const { version } = await readAll(sql, clock);
    await buildSeries(sql, version, clock);
    const weeks =
      await sql`select market, week, documents, positive, negative, share_of_voice from brand_weeks order by 1`;
    const figures = { week: '2026-01-05', documents: 4, positive: 1, negative: 2, share_of_voice: 1 };
    expect(weeks).toEqual([
      { market: 'all', ...figures },
      { market: 'us', ...figures },
    ]);
    expect(await sql`select aspect, positive, negative from brand_aspect_weeks where market = 'all'`).toEqual(
      [{ aspect: 'quality', positive: 0, negative: 2 }],
    );
  });
});
