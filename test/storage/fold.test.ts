import { afterEach, beforeAll, expect, test } from 'vitest';
import type { DocumentDraft } from '../../core/content.ts';
import { seededRandom } from '../../core/random.ts';
import { copyJudge } from '../../crawlers/near-copies.ts';
import type { Sql } from '../../storage/connect.ts';
import { saveDocuments } from '../../storage/documents.ts';
import { foldDuplicates } from '../../storage/fold.ts';
import { deleteExpired } from '../../storage/retention.ts';
import { upsertSources } from '../../storage/sources.ts';
import { describeDatabases } from '../support/database.ts';
import { fingerprint, LONG_TEXT, NOW, sampleDocument, sampleSource } from './sample.ts';

const options = { fingerprint, at: NOW };
const fold = { judge: copyJudge };
const magazine = sampleSource('magazine', { retentionDays: 100 });
const CHINESE =
  '今年春天最值得入手的一条裤子是奶油黄的阔腿裤，从巴黎到上海的街头都能看到，搭配芭蕾鞋和短款西装外套，显高又舒服，面料垂坠感很好。';

const OTHER_STORY =
  'Nobody in Lisbon carries a small bag any more: the market wants room for a laptop, a pair of shoes and a lunch, say ' +
  'the makers who sold twice as many totes in suede and canvas as in the autumn, most of them in tobacco and olive.';

function day(n: number): Date {
  return new Date(Date.UTC(2026, 1, n));
}

/** Three stories, each with copies, and texts that must stay apart. */
function drafts(): DocumentDraft[] {
  const at = (path: string, text: string, n: number, more: Partial<DocumentDraft> = {}) =>
    sampleDocument(`https://magazine.example/${path}`, text, { publishedAt: day(n), ...more });
  const long = `${OTHER_STORY} ${'Buyers in London agree with the editors. '.repeat(8)}`;
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
    at('short-post', 'Love it', 4, { kind: 'post', author: 'a' }),
    at('short-post-same-author', 'Love it', 5, { kind: 'post', author: 'a' }),
    at('short-post-other-author', 'Love it', 5, { kind: 'post', author: 'b' }),
    at('short-post-unknown', 'Love it', 5, { kind: 'post' }),
    at('short-post-unknown-too', 'Love it', 6, { kind: 'post' }),
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
      await foldDuplicates(sql, fold);
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
      'short-post-same-author': 'short-post',
      'short-post-other-author': 'counts, heat 0',
      'short-post-unknown': 'counts, heat 0',
      'short-post-unknown-too': 'counts, heat 0',
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
    expect(await foldDuplicates(sql, fold)).toEqual({ examined: 0, changed: 0 });
    await sql`update documents set folded = false`;
    expect(await foldDuplicates(sql, fold)).toEqual({ examined: drafts().length, changed: 0 });
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
    expect(await foldDuplicates(sql, fold)).toEqual({ examined: 1, changed: 1 });
    expect(await outcome(sql)).toEqual({ later: 'earlier', earlier: 'counts, heat 1' });
    expect(await sql`select week from dirty_cells order by week`).toEqual([
      { week: '2026-02-02' },
      { week: '2026-02-16' },
    ]);
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
    await foldDuplicates(sql, fold);
    expect(await outcome(sql)).toMatchObject({
      'exact-late': 'counts, heat 0',
      'near-second': 'counts, heat 1',
    });
  });

  test('twenty thousand equal short texts: one person folds, many people stay apart', async () => {
    const { sql } = database();
    const base = sampleDocument('https://magazine.example/base', '好看', {
      kind: 'post',
      author: 'a',
      language: 'zh',
    });
    await saveDocuments(sql, magazine, [base], options);
    await sql`
      insert into documents (id, source_id, canonical_url, content_hash, kind, sector, market, language, text, author,
        published_at, published_at_known, first_seen_at)
      select n, source_id, canonical_url || n, content_hash, kind, sector, market, language, text,
        case when n <= 10000 then 'a' else 'author ' || n end, published_at + n * interval '1 second', true, first_seen_at
      from documents, generate_series(1, 20000) n`;
    expect(await foldDuplicates(sql, fold)).toMatchObject({ examined: 20_001 });
    expect(
      await sql`select heat, count(*)::int as count from documents where duplicate_of is null group by 1 order by 1`,
    ).toEqual([
      { heat: 0, count: 10_000 },
      { heat: 10_000, count: 1 },
    ]);
  });

  test('an agency text is one story with its headline changed, shortened, and in the other script', async () => {
    const story = [
      'Buyers who came to Copenhagen this week ordered wide-leg trousers before anything else, agents said on Tuesday.',
      'Orders for narrow cuts fell by a third from the season before, while linen and light denim rose.',
      'Three of the larger houses moved their deliveries forward by a month to meet the demand.',
      'Analysts had expected the cut to fade after its fourth summer in a row.',
    ];
    const chinese =
      '本周在上海举行的订货会上，买手们首先订下的是阔腿裤。展商说，窄版裤的订单比上一季少了三分之一，亚麻和轻薄丹宁明显增加。';
    const at = (path: string, text: string, n: number, more: Partial<DocumentDraft> = {}) =>
      sampleDocument(`https://magazine.example/${path}`, text, { publishedAt: day(n), ...more });
    const found = await saveInOrder(
      [
        at('agency', story.join(' '), 2, { title: 'Wide legs lead orders in Copenhagen' }),
        at('daily', `By our staff. ${story.join(' ')} Sign up to our letter.`, 3, {
          title: 'Trousers widen again',
        }),
        at('brief', story.slice(0, 2).join(' '), 3, { title: 'Wide cut on top' }),
        at(
          'other',
          story
            .join(' ')
            .replace('Copenhagen', 'Seoul')
            .replaceAll('trousers', 'coats')
            .replace('a third', 'a tenth')
            .replace('linen', 'wool')
            .replace('denim', 'felt')
            .replace('Three', 'Two'),
          3,
        ),
        at('simplified', chinese, 2, { language: 'zh' }),
        at(
          'traditional',
          '本週在上海舉行的訂貨會上，買手們首先訂下的是闊腿褲。展商說，窄版褲的訂單比上一季少了三分之一，亞麻和輕薄丹寧明顯增加。',
          3,
          { language: 'zh' },
        ),
      ],
      100,
    );
    expect(found).toEqual({
      agency: 'counts, heat 2',
      daily: 'agency',
      brief: 'agency',
      other: 'counts, heat 0',
      simplified: 'counts, heat 1',
      traditional: 'simplified',
    });
  });

  test('equal texts by the hundred fold without looking at every pair', async () => {
    const many = Array.from({ length: 600 }, (_, i) =>
      sampleDocument(`https://magazine.example/${i}`, LONG_TEXT, {
        publishedAt: new Date(NOW.getTime() + i),
      }),
    );
    await saveDocuments(database().sql, magazine, many, options);
    expect(await foldDuplicates(database().sql, fold)).toEqual({ examined: 600, changed: 599 });
    expect(await database().sql`select heat from documents where duplicate_of is null`).toEqual([
      { heat: 599 },
    ]);
  });
});
