import { addDays, addWeeks, weekOf } from '../../../core/dates.ts';
import { stableId } from '../../../core/hash.ts';
import type { Rows } from './rows.ts';
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
export function addDocuments(rows: Rows): void {
  let n = 0;
  for (let age = 0; age < 4; age += 1) {
    for (const source of SOURCES) {
      for (const concept of CONCEPTS) {
        if ((n + age) % 3 === 0 || concept.id === 'color:butter-yellow' || concept.id.startsWith('brand:')) {
          addDocument(rows, { n, age, source, concept });
        }
        n += 1;
      }
    }
  }
  addHostile(rows);
  addCounts(rows);
}

interface Planned {
  n: number;
  age: number;
  source: (typeof SOURCES)[number];
  concept: (typeof CONCEPTS)[number];
}

function addDocument(rows: Rows, { n, age, source, concept }: Planned): void {
  const chinese = source.language === 'zh';
  const name = chinese ? concept.zh : concept.en;
  const sour = concept.id === 'brand:lumenfold' || n % 5 === 0;
  const [aspect, phrase] = sour ? BAD[n % BAD.length]! : GOOD[n % GOOD.length]!;
  const title = chinese ? `本周观察：${name}` : `Seen this week: ${name}`;
  const text = chinese
    ? `街头与橱窗里都能看到${name}。这件衣服 ${phrase}，朋友都来问链接。`
    : `We keep seeing ${name} on the street and in the window. It ${phrase}, and friends ask where it is from.`;
  const day = addDays(addWeeks(LAST_WEEK, -age), n % 7);
  const id = addText(rows, source, {
    key: `${n}-${age}`,
    url: `https://${source.id}.example/${n}-${age}`,
    title,
    text,
    at: `${day}T09:00:00Z`,
    likes: n % 40,
    rating: source.sector === 'review' ? (sour ? 2 : 5) : null,
    heat: n % 9 === 0 ? 2 : 0,
    sour,
  });
  const whole = `${title}\n${text}`;
  for (const start of [whole.indexOf(name), whole.lastIndexOf(name)]) {
    addMention(rows, { id, concept: concept.id, start, surface: name, sentiment: sour ? -0.5 : 0.5 });
  }
  const at = whole.indexOf(phrase);
  rows.add('opinions', {
    document_id: id,
    taxonomy_version: 1,
    aspect,
    polarity: sour ? 'negative' : 'positive',
    start_offset: at,
    end_offset: at + phrase.length,
    surface: phrase,
  });
}

function addHostile(rows: Rows): void {
  const source = SOURCES.find(({ id }) => id === 'loom-daily')!;
  const text = '<img src=x onerror=alert(1)> butter yellow =HYPERLINK("x")';
  const at = '2026-11-15T23:00:00Z';
  const given = { key: 'hostile', url: 'javascript:alert(1)', title: HOSTILE_TITLE, text, at };
  const id = addText(rows, source, { ...given, likes: 0, rating: null, heat: 0, sour: false });
  const start = HOSTILE_TITLE.length + 1 + text.indexOf('butter');
  addMention(rows, { id, concept: 'color:butter-yellow', start, surface: 'butter yellow', sentiment: 0 });
}

interface Text {
  key: string;
  url: string;
  title: string;
  text: string;
  at: string;
  likes: number;
  rating: number | null;
  heat: number;
  sour: boolean;
}

function addText(rows: Rows, source: (typeof SOURCES)[number], given: Text): string {
  const id = stableId(given.key);
  const { sector, market, language } = source;
  rows.add('documents', {
    id,
    source_id: source.id,
    canonical_url: given.url,
    content_hash: given.key,
    kind: KINDS[sector],
    sector,
    market,
    language,
    title: given.title,
    text: given.text,
    published_at: given.at,
    published_at_known: true,
    first_seen_at: given.at,
    engagement: { likes: given.likes },
    rating: given.rating,
    heat: given.heat,
    folded: true,
  });
  rows.add('readings', {
    document_id: id,
    taxonomy_version: 1,
    content_hash: given.key,
    language,
    sentiment: given.sour ? 'negative' : 'positive',
    score: given.sour ? -0.6 : 0.6,
    p_positive: 0.5,
  });
  return id;
}

function addMention(
  rows: Rows,
  given: { id: string; concept: string; start: number; surface: string; sentiment: number },
): void {
  rows.add('mentions', {
    document_id: given.id,
    taxonomy_version: 1,
    concept_id: given.concept,
    start_offset: given.start,
    end_offset: given.start + given.surface.length,
    surface: given.surface,
    negated: false,
    sentiment: given.sentiment,
  });
}

/** What build-series would have counted. */
function addCounts(rows: Rows): void {
  const weeks = new Map<string, { source_id: unknown; week: string; sector: unknown; documents: number }>();
  const cellOf = new Map<unknown, { source_id: unknown; week: string; sector: unknown }>();
  for (const document of rows.all('documents')) {
    const cell = {
      source_id: document['source_id'],
      week: weekOf(String(document['published_at']).slice(0, 10)),
      sector: document['sector'],
    };
    cellOf.set(document['id'], cell);
    const key = JSON.stringify(cell);
    weeks.set(key, { ...cell, documents: (weeks.get(key)?.documents ?? 0) + 1 });
  }
  rows.add('source_weeks', ...weeks.values());
  const counts = new Map<
    string,
    Record<string, unknown> & { documents: number; positive: number; negative: number }
  >();
  for (const mention of rows.all('mentions')) {
    const cell = cellOf.get(mention['document_id']);
    const key = JSON.stringify([mention['concept_id'], cell]);
    const before = counts.get(key) ?? { documents: 0, positive: 0, negative: 0 };
    const tone = Number(mention['sentiment']);
    counts.set(key, {
      concept_id: mention['concept_id'],
      ...cell,
      documents: before.documents + 1,
      negated: 0,
      positive: before.positive + (tone > 0.1 ? 1 : 0),
      negative: before.negative + (tone < -0.1 ? 1 : 0),
      engagement: 12,
    });
  }
  rows.add('concept_weeks', ...counts.values());
}
