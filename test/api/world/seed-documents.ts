import { addDays, addWeeks } from '../../../core/dates.ts';
import { stableId } from '../../../core/hash.ts';
import type { Sql } from '../../../storage/sql.ts';
import { CONCEPTS, LAST_WEEK, SOURCES } from './shapes.ts';

export const HOSTILE_TITLE = '<script>alert("hem")</script> & "quotes" ]]>';
const KINDS = {
  runway: 'article',
  editorial: 'article',
  social: 'post',
  commerce: 'article',
  review: 'review',
} as const;
const BAD: readonly [string, string][] = [
  ['quality', 'pills after two washes'],
  ['logistics', 'arrived a week late'],
];
const GOOD: readonly [string, string][] = [
  ['quality', 'lovely stitching'],
  ['size_fit', 'fits perfectly'],
  ['style_look', 'looks stunning'],
];

/** Documents of the last four weeks with true offsets; the newest has a hostile title and a javascript: address. */
export async function seedDocuments(sql: Sql): Promise<void> {
  let n = 0;
  for (let age = 0; age < 4; age += 1) {
    for (const source of SOURCES) {
      for (const concept of CONCEPTS) {
        if ((n + age) % 3 === 0 || concept.id === 'color:butter-yellow' || concept.id.startsWith('brand:')) {
          await seedDocument(sql, { n, age, source, concept });
        }
        n += 1;
      }
    }
  }
  await seedHostile(sql);
  await sql`
    insert into source_weeks (source_id, week, sector, documents)
    select source_id, date_trunc('week', published_at at time zone 'UTC')::date, sector, count(*)
    from documents where duplicate_of is null group by 1, 2, 3`;
  await sql`
    insert into concept_weeks (concept_id, source_id, week, sector, documents, negated, positive, negative, engagement)
    select m.concept_id, d.source_id, date_trunc('week', d.published_at at time zone 'UTC')::date, d.sector,
      count(*), 0, count(*) filter (where m.sentiment > 0.1), count(*) filter (where m.sentiment < -0.1), count(*) * 12
    from mentions m join documents d on d.id = m.document_id group by 1, 2, 3, 4`;
}

interface Planned {
  n: number;
  age: number;
  source: (typeof SOURCES)[number];
  concept: (typeof CONCEPTS)[number];
}

async function seedDocument(sql: Sql, { n, age, source, concept }: Planned): Promise<void> {
  const chinese = source.language === 'zh';
  const name = chinese ? concept.zh : concept.en;
  const sour = concept.id === 'brand:lumenfold' || n % 5 === 0;
  const [aspect, phrase] = sour ? BAD[n % BAD.length]! : GOOD[n % GOOD.length]!;
  const title = chinese ? `本周观察：${name}` : `Seen this week: ${name}`;
  const text = chinese
    ? `街头与橱窗里都能看到${name}。这件衣服 ${phrase}，朋友都来问链接。`
    : `We keep seeing ${name} on the street and in the window. It ${phrase}, and friends ask where it is from.`;
  const id = stableId(`doc-${n}-${age}`);
  const day = addDays(addWeeks(LAST_WEEK, -age), n % 7);
  await sql`insert into documents (id, source_id, canonical_url, content_hash, simhash, kind, sector, market, language,
      title, text, author, published_at, published_at_known, first_seen_at, engagement, rating, heat, folded)
    values (${id}, ${source.id}, ${`https://${source.id}.example/${n}-${age}`}, ${`h${n}-${age}`}, 0,
      ${KINDS[source.sector]}, ${source.sector}, ${source.market}, ${source.language}, ${title}, ${text}, null,
      ${`${day}T09:00:00Z`}, true, ${`${day}T10:00:00Z`}, ${sql.json({ likes: n % 40 })},
      ${source.sector === 'review' ? (sour ? 2 : 5) : null}, ${n % 9 === 0 ? 2 : 0}, true)`;
  const whole = `${title}\n${text}`;
  await sql`insert into readings (document_id, taxonomy_version, content_hash, language, sentiment, score, p_positive)
    values (${id}, 1, ${`h${n}-${age}`}, ${source.language}, ${sour ? 'negative' : 'positive'}, ${sour ? -0.6 : 0.6}, 0.5)`;
  for (const start of [whole.indexOf(name), whole.lastIndexOf(name)]) {
    await sql`insert into mentions (document_id, taxonomy_version, concept_id, start_offset, end_offset, surface, negated, sentiment)
      values (${id}, 1, ${concept.id}, ${start}, ${start + name.length}, ${name}, false, ${sour ? -0.5 : 0.5})`;
  }
  const at = whole.indexOf(phrase);
  await sql`insert into opinions (document_id, taxonomy_version, aspect, polarity, start_offset, end_offset, surface)
    values (${id}, 1, ${aspect}, ${sour ? 'negative' : 'positive'}, ${at}, ${at + phrase.length}, ${phrase})`;
}

async function seedHostile(sql: Sql): Promise<void> {
  const id = stableId('hostile');
  const text = '<img src=x onerror=alert(1)> butter yellow =HYPERLINK("x")';
  await sql`insert into documents (id, source_id, canonical_url, content_hash, simhash, kind, sector, market, language,
      title, text, author, published_at, published_at_known, first_seen_at, folded)
    values (${id}, 'loom-daily', 'javascript:alert(1)', 'hostile', 0, 'article', 'editorial', 'us', 'en',
      ${HOSTILE_TITLE}, ${text}, null, '2026-11-15T23:00:00Z', true, '2026-11-15T23:00:00Z', true)`;
  const start = HOSTILE_TITLE.length + 1 + text.indexOf('butter');
  await sql`insert into mentions (document_id, taxonomy_version, concept_id, start_offset, end_offset, surface, negated, sentiment)
    values (${id}, 1, 'color:butter-yellow', ${start}, ${start + 13}, 'butter yellow', false, 0)`;
}
