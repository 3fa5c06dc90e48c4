import { afterEach, beforeAll, expect, test } from 'vitest';
import { storedAuthors, storedUrls } from '../../crawlers/governance-forget.ts';
import { copyJudge } from '../../crawlers/near-copies.ts';
import { listAudit } from '../../storage/audit.ts';
import { saveCandidates } from '../../storage/candidates.ts';
import { documentIdOf } from '../../storage/document-rows.ts';
import { saveDocuments } from '../../storage/documents.ts';
import { foldDuplicates } from '../../storage/fold.ts';
import { forgetAuthors, forgetSource, forgetUrls } from '../../storage/forget.ts';
import { saveObservations, saveProducts } from '../../storage/products.ts';
import { deleteExpired } from '../../storage/retention.ts';
import { countDirtyCells } from '../../storage/series-counts.ts';
import { findSource, upsertSources } from '../../storage/sources.ts';
import { inTransaction } from '../../storage/sql.ts';
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

const KEY = 'a-key-for-tests-only';
const DAY = 86_400_000;
const ago = (days: number): Date => new Date(NOW.getTime() - days * DAY);
const talk = sampleSource('talk', { sector: 'social', retentionDays: 30 });
const shop = sampleSource('shop', { sector: 'commerce', retentionDays: 60 });
const erasure = { by: 'Ada', reason: 'a letter', at: NOW };
const save = { fingerprint, at: NOW };
const post = (path: string, days: number, author: string | null = null) =>
  sampleDocument(`https://talk.example/${path}`, `${path} ${LONG_TEXT}`, {
    kind: 'post',
    sector: 'social',
    publishedAt: ago(days),
    author,
  });

describeDatabases('retention and erasure', (database) => {
  beforeAll(async () => {
    await upsertSources(database().sql, [talk, shop]);
  });
  afterEach(async () => {
    const { sql } = database();
    for (const table of [
      'documents',
      'products',
      'pages',
      'fetch_ledger',
      'source_runs',
      'dirty_cells',
      'source_weeks',
      'frozen_cells',
      'erasures',
      'candidates',
    ])
      await sql`delete from ${sql(table)}`;
  });

  const count = async (table: string): Promise<number> => {
    const { sql } = database();
    const [row] = await sql<{ count: number }[]>`select count(*)::int as count from ${sql(table)}`;
    return row?.count ?? -1;
  };
  const countCells = () => inTransaction(database().sql, (tx) => countDirtyCells(tx, 1));

  /** Two posts (one past its time), and what reading and crawling left beside them. */
  async function fill(): Promise<void> {
    const { sql } = database();
    await saveDocuments(sql, talk, [post('old', 31, 'a'), post('young', 2, 'b')], save);
    const old = documentIdOf('https://talk.example/old');
    await sql`insert into mentions values (${old}, 1, 'garment:trousers', 0, 3, 'old', false, 0)`;
    await sql`insert into opinions values (${old}, 1, 'quality', 'positive', 0, 3, 'old')`;
    const term = {
      term: 'x',
      language: 'en' as const,
      kind: 'new' as const,
      score: 1,
      documents: 2,
      baseline: 0,
      firstSeen: '2026-01-01',
      lastSeen: '2026-03-01',
      suggestedFacet: null,
      suggestedParent: null,
      cooccurring: [],
    };
    const examples = [old, documentIdOf('https://talk.example/young')].map((id) => ({
      id,
      start: 0,
      end: 1,
    }));
    await saveCandidates(sql, [{ ...term, examples }]);
    const [run] = await sql<
      { id: string }[]
    >`insert into source_runs (source_id, started_at) values ('talk', ${ago(40)}) returning id`;
    await sql`insert into frontier (run_id, url_hash, url, kind, depth) values (${run!.id}, 1, 'https://talk.example/left', 'page', 0)`;
    for (const [n, days] of [
      [1, 40],
      [2, 3],
    ] as const) {
      await sql`insert into pages values ('talk', ${n}, ${`https://talk.example/${n}`}, null, null, ${ago(days)})`;
      await sql`insert into fetch_ledger (source_id, run_id, url, outcome, reason, bytes, duration_ms, at)
        values ('talk', ${run!.id}, ${`https://talk.example/${n}`}, 'fetched', 'ok', 1, 1, ${ago(days)})`;
    }
  }

  test('what is past its time is gone with all that was read from it; what was counted stays counted', async () => {
    const { sql } = database();
    await fill();
    await countCells();
    const before = [...(await sql`select * from source_weeks order by week`)];
    expect(before).toHaveLength(2);
    const gone = await deleteExpired(sql, NOW);
    expect(gone).toMatchObject({ deleted: 1, bySource: { talk: 1 }, addresses: 3 });
    expect(await sql`select canonical_url from documents`).toEqual([
      { canonical_url: 'https://talk.example/young' },
    ]);
    for (const table of ['mentions', 'opinions', 'frontier']) expect(await count(table)).toBe(0);
    expect((await sql<{ examples: unknown[] }[]>`select examples from candidates`)[0]?.examples).toHaveLength(
      1,
    );
    expect(await sql`select url from fetch_ledger`).toEqual([{ url: 'https://talk.example/2' }]);
    expect(await sql`select url from pages order by url_hash`).toEqual([
      { url: '' },
      { url: 'https://talk.example/2' },
    ]);
    await sql`insert into dirty_cells select source_id, week from source_weeks on conflict do nothing`;
    await countCells();
    expect([...(await sql`select * from source_weeks order by week`)]).toEqual(before);
    expect(await deleteExpired(sql, NOW)).toMatchObject({ deleted: 0, addresses: 0 });
  });

  test('sightings and products go when they are past their time', async () => {
    const { sql } = database();
    await saveProducts(sql, shop, [sampleProduct('gone'), sampleProduct('here')], {
      fingerprint,
      at: ago(100),
    });
    const seen = [
      sampleObservation('gone', { observedAt: ago(90) }),
      sampleObservation('here', { observedAt: ago(90) }),
      sampleObservation('here', { observedAt: ago(1) }),
    ];
    await saveObservations(sql, shop, seen, { at: NOW });
    await sql`update products set last_seen_at = ${ago(90)} where key = 'gone'`;
    expect(await deleteExpired(sql, NOW)).toMatchObject({ deleted: 1, observations: 2, products: 1 });
    expect(await sql`select key from products`).toEqual([{ key: 'here' }]);
    expect(await count('observations')).toBe(1);
  });

  test('a person who asks is forgotten, by handle or address, and does not come back', async () => {
    const { sql } = database();
    const hashed = storedAuthors('@anna', KEY).at(-1)!;
    const drafts = [post('one', 1, hashed), post('two', 1, hashed), post('three', 1, 'c')];
    await saveDocuments(sql, talk, drafts, save);
    expect(await forgetAuthors(sql, storedAuthors('anna', KEY), erasure)).toBe(2);
    expect(await forgetUrls(sql, storedUrls('https://talk.example/three?utm_source=x', KEY), erasure)).toBe(
      1,
    );
    expect(await count('documents')).toBe(0);
    const again = await saveDocuments(sql, talk, [...drafts, post('four', 1, 'd')], save);
    expect(again).toMatchObject({ added: 1, unchanged: 0, dropped: { erased: 3 } });
    expect(await sql`select canonical_url from documents`).toEqual([
      { canonical_url: 'https://talk.example/four' },
    ]);
    expect(await count('document_bands')).toBe(8);
    const told = await listAudit(sql, { limit: 2 });
    expect(told).toMatchObject([
      { action: 'forget.url', actor: 'Ada' },
      { action: 'forget.author', details: { documents: 2 } },
    ]);
    expect(JSON.stringify(told)).not.toMatch(/anna|three/);
  });

  test('a source is forgotten with its counts and runs, and is paused', async () => {
    const { sql } = database();
    await fill();
    await countCells();
    expect(await forgetSource(sql, 'talk', erasure)).toBe(2);
    await countCells();
    for (const table of ['documents', 'pages', 'fetch_ledger', 'source_runs', 'frontier', 'source_weeks'])
      expect(await count(table), table).toBe(0);
    expect(await findSource(sql, 'talk')).toMatchObject({
      health: 'paused',
      healthReason: 'forgotten: a letter',
    });
    expect((await listAudit(sql, { subject: 'talk' })).map(({ action }) => action)).toEqual([
      'forget.source',
      'source.pause',
    ]);
    await expect(forgetSource(sql, 'nobody', erasure)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('what people did with copies counts for the story, also when it is told later', async () => {
    const { sql } = database();
    const at = (path: string, days: number, likes: number) => ({
      ...post(path, days),
      text: LONG_TEXT,
      engagement: { likes },
    });
    await saveDocuments(sql, talk, [at('first', 5, 3), at('second', 4, 10)], save);
    await foldDuplicates(sql, { judge: copyJudge });
    const first = documentIdOf('https://talk.example/first');
    await sql`insert into mentions values (${first}, 1, 'garment:trousers', 0, 3, 'The', false, 0)`;
    const told = async (): Promise<unknown> => {
      await countCells();
      return [...(await sql`select documents, engagement::int from concept_weeks`)];
    };
    expect(await told()).toEqual([{ documents: 1, engagement: 13 }]);
    await saveDocuments(sql, talk, [at('second', 4, 40)], save);
    expect(await told()).toEqual([{ documents: 1, engagement: 43 }]);
  });
});
