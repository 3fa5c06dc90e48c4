import { afterEach, beforeAll, expect, test } from 'vitest';
import type { DocumentDraft } from '../../core/content.ts';
import { seededRandom } from '../../core/random.ts';
import type { Sql } from '../../storage/connect.ts';
import { saveDocuments } from '../../storage/documents.ts';
import { foldDuplicates } from '../../storage/fold.ts';
import { deleteExpired } from '../../storage/retention.ts';
import { upsertSources } from '../../storage/sources.ts';
import { describeDatabases } from '../support/database.ts';
import { fingerprint, LONG_TEXT, NOW, sampleDocument, sampleSource } from './sample.ts';

const options = { fingerprint, at: NOW };
const magazine = sampleSource('magazine', { retentionDays: 100 });
const CHINESE =
  '今年春天最值得入手的一条裤子是奶油黄的阔腿裤，从巴黎到上海的街头都能看到，搭配芭蕾鞋和短款西装外套，显高又舒服，面料垂坠感很好。';

function day(n: number): Date {
  return new Date(Date.UTC(2026, 1, n));
}

/** Three stories, each with copies, and texts that must stay apart. */
function drafts(): DocumentDraft[] {
  const at = (path: string, text: string, n: number, more: Partial<DocumentDraft> = {}) =>
    sampleDocument(`https://magazine.example/${path}`, text, { publishedAt: day(n), ...more });
  const long = `${LONG_TEXT} ${LONG_TEXT.toUpperCase()} ${'Buyers in London agree with the editors. '.repeat(8)}`;
  return [
    at('exact-late', LONG_TEXT, 9),
    at('exact-first', LONG_TEXT, 3),
    at('exact-same-day', LONG_TEXT, 3),
    at('near-first', long, 5),
    at('near-second', `${long}Read more.`, 6),
    at('near-third', `${long}Read more! Read on`, 7),
    at('chinese-first', CHINESE.repeat(3), 2, { language: 'zh' }),
    at('chinese-copy', `${CHINESE.repeat(3)}转载`, 4, { language: 'zh' }),
    at(
      'other',
      'Denim is back in a slim cut, say the stylists who dressed the front row of Copenhagen this week.',
      4,
    ),
    at('short-post', 'Love it', 4),
    at('short-post-copy', 'Love it', 5),
    at('short-review', 'Love it!', 4, { kind: 'review', author: 'a' }),
    at('short-review-other-author', 'Love it!', 5, { kind: 'review', author: 'b' }),
    at('product', LONG_TEXT, 1, { kind: 'product' }),
  ];
}

async function outcome(sql: Sql): Promise<Record<string, string>> {
  const rows = await sql<{ path: string; original: string | null; heat: number; folded: boolean }[]>`
    select replace(d.canonical_url, 'https://magazine.example/', '') as path, d.heat, d.folded,
      replace(o.canonical_url, 'https://magazine.example/', '') as original
    from documents d left join documents o on o.id = d.duplicate_of`;
  expect(rows.every((row) => row.folded)).toBe(true);
  return Object.fromEntries(rows.map((row) => [row.path, row.original ?? `counts, heat ${row.heat}`]));
}

const FIRST_OF_EQUALS = 'exact-first or exact-same-day: the smaller id';

describeDatabases('folding', (database) => {
  beforeAll(async () => {
    await upsertSources(database().sql, [magazine]);
  });
  afterEach(async () => {
    await database().sql`delete from documents`;
    await database().sql`delete from dirty_cells`;
  });

  async function saveInOrder(order: DocumentDraft[], size: number): Promise<Record<string, string>> {
    const { sql } = database();
    for (let start = 0; start < order.length; start += size) {
      await saveDocuments(sql, magazine, order.slice(start, start + size), options);
      await foldDuplicates(sql);
    }
    return outcome(sql);
  }

  test('copies point at the earliest, which carries the heat; products and other voices stay apart', async () => {
    const found = await saveInOrder(drafts(), 100);
    const heads = Object.values(found).filter((said) => said === 'counts, heat 2').length;
    expect(heads, FIRST_OF_EQUALS).toBe(2);
    expect(found).toMatchObject({
      'near-first': 'counts, heat 2',
      'near-second': 'near-first',
      'near-third': 'near-first',
      'chinese-first': 'counts, heat 1',
      'chinese-copy': 'chinese-first',
      other: 'counts, heat 0',
      'short-post': 'counts, heat 1',
      'short-post-copy': 'short-post',
      'short-review': 'counts, heat 0',
      'short-review-other-author': 'counts, heat 0',
      product: 'counts, heat 0',
    });
    expect([found['exact-first'], found['exact-same-day']]).toContain(
      found['exact-late'] ? 'counts, heat 2' : '',
    );
  });

  test('the order in which they come makes no difference', async () => {
    const expected = await saveInOrder(drafts(), 100);
    const random = seededRandom(7);
    for (const size of [1, 3, 5]) {
      await database().sql`delete from documents`;
      const shuffled = drafts()
        .map((draft) => ({ draft, key: random() }))
        .sort((a, b) => a.key - b.key)
        .map(({ draft }) => draft);
      expect(await saveInOrder(shuffled, size)).toEqual(expected);
    }
  });

  test('folding again changes nothing and marks nothing', async () => {
    const { sql } = database();
    const before = await saveInOrder(drafts(), 100);
    await sql`delete from dirty_cells`;
    expect(await foldDuplicates(sql)).toEqual({ examined: 0, changed: 0 });
    await sql`update documents set folded = false`;
    expect(await foldDuplicates(sql)).toEqual({ examined: drafts().length, changed: 0 });
    expect(await outcome(sql)).toEqual(before);
    expect(await sql`select * from dirty_cells`).toEqual([]);
  });

  test('an earlier original that comes later takes over, and both weeks are marked', async () => {
    const { sql } = database();
    const first = sampleDocument('https://magazine.example/later', LONG_TEXT, { publishedAt: day(20) });
    await saveInOrder([first], 1);
    await saveDocuments(
      sql,
      magazine,
      [{ ...first, canonicalUrl: 'https://magazine.example/earlier', publishedAt: day(2) }],
      options,
    );
    await sql`delete from dirty_cells`;
    expect(await foldDuplicates(sql)).toEqual({ examined: 1, changed: 1 });
    expect(await outcome(sql)).toEqual({ later: 'earlier', earlier: 'counts, heat 1' });
    expect(await sql`select week from dirty_cells`).toEqual([{ week: '2026-02-16' }]);
  });

  test('a copy whose text changes counts for itself; the others keep their original', async () => {
    const before = await saveInOrder(drafts(), 100);
    expect(before['near-second']).toBe('near-first');
    const rewritten = sampleDocument(
      'https://magazine.example/near-first',
      'A wholly new story about linen shirts, written after the first one was found to be wrong in every respect.',
      { publishedAt: day(5) },
    );
    const after = await saveInOrder([rewritten], 1);
    expect(after).toMatchObject({
      'near-first': 'counts, heat 0',
      'near-second': 'counts, heat 1',
      'near-third': 'near-second',
    });
  });

  test('when the original is deleted for its age, the next earliest counts', async () => {
    const { sql } = database();
    await saveInOrder(drafts(), 100);
    const deleted = await deleteExpired(sql, new Date(day(5).getTime() + 100 * 86_400_000 + 1));
    expect(deleted.bySource).toEqual({ magazine: deleted.deleted });
    await foldDuplicates(sql);
    expect(await outcome(sql)).toMatchObject({
      'exact-late': 'counts, heat 0',
      'near-second': 'counts, heat 1',
    });
  });

  test('equal texts by the hundred fold without looking at every pair', async () => {
    const many = Array.from({ length: 600 }, (_, i) =>
      sampleDocument(`https://magazine.example/${i}`, LONG_TEXT, {
        publishedAt: new Date(NOW.getTime() + i),
      }),
    );
    await saveDocuments(database().sql, magazine, many, options);
    expect(await foldDuplicates(database().sql)).toEqual({ examined: 600, changed: 599 });
    expect(await database().sql`select heat from documents where duplicate_of is null`).toEqual([
      { heat: 599 },
    ]);
  });
});
