import type { Concept } from '../core/reading.ts';
import type { Language } from '../core/words.ts';
import { storableJson, storableText, type AnySql } from './sql.ts';

/** A term for the inbox, gathered over the periods it was printed in. */
export interface CandidateTerm {
  term: string;
  language: Language;
  kind: 'new' | 'burst';
  score: number;
  documents: number;
  baseline: number;
  firstSeen: string;
  lastSeen: string;
  suggestedFacet: string | null;
  suggestedParent: string | null;
  cooccurring: { concept: string; documents: number }[];
  examples: { id: string; start: number; end: number }[];
}

export function candidateId(candidate: { language: Language; term: string }): string {
  return `${candidate.language}:${candidate.term}`;
}

/** Puts terms into the inbox or refreshes them there. What a person decided is never opened again. */
export async function saveCandidates(sql: AnySql, candidates: readonly CandidateTerm[]): Promise<number> {
  if (candidates.length === 0) return 0;
  const rows = candidates.map((c) => ({ id: candidateId(c), ...c, term: storableText(c.term) }));
  const saved = await sql`
    insert into candidates (id, term, language, kind, score, documents, baseline, first_seen, last_seen,
      suggested_facet, suggested_parent, cooccurring, examples)
    select id, term, language, kind, score, documents, baseline, "firstSeen", "lastSeen", "suggestedFacet",
      "suggestedParent", cooccurring, examples
    from jsonb_to_recordset(${storableJson(rows)}::text::jsonb) as given (
      id text, term text, language text, kind text, score double precision, documents integer,
      baseline double precision, "firstSeen" date, "lastSeen" date, "suggestedFacet" text, "suggestedParent" text,
      cooccurring jsonb, examples jsonb)
    on conflict (id) do update set
      kind = excluded.kind, score = excluded.score, documents = excluded.documents, baseline = excluded.baseline,
      first_seen = excluded.first_seen, last_seen = excluded.last_seen, suggested_facet = excluded.suggested_facet,
      suggested_parent = excluded.suggested_parent, cooccurring = excluded.cooccurring, examples = excluded.examples
    where candidates.status = 'inbox'`;
  return saved.count;
}

/** How the terms of the inbox are written, decided ones too: a new spelling of one of them is no new term. */
export async function knownSpellings(sql: AnySql): Promise<{ language: Language; term: string }[]> {
  return sql<
    { language: Language; term: string }[]
  >`select language, term from candidates order by first_seen, id`;
}

/** Terms a person merged into a concept, as that concept with the term for its only alias. */
export async function mergedTerms(sql: AnySql): Promise<Concept[]> {
  return sql<Concept[]>`
    select c.id, c.facet, c.label_zh as "labelZh", c.label_en as "labelEn", c.hex, c.parent_id as parent,
      case when k.language = 'zh' then array[k.term] else '{}' end as "aliasesZh",
      case when k.language = 'en' then array[k.term] else '{}' end as "aliasesEn"
    from candidates k join concepts c on c.id = k.concept_id and c.active
    where k.status = 'merged' order by k.id`;
}

export interface StreamedDocument {
  id: string;
  day: string;
  language: Language;
  title: string | null;
  text: string;
  sourceId: string;
}

export interface StreamWindow {
  /** Days; `until` is left out. */
  from: string;
  until: string;
}

function streamed(sql: AnySql, { from, until }: StreamWindow) {
  return sql`
    duplicate_of is null and kind <> 'product'
    and published_at >= ${from}::timestamp at time zone 'UTC'
    and published_at < ${until}::timestamp at time zone 'UTC'`;
}

export async function countStream(sql: AnySql, window: StreamWindow): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::integer as count from documents where ${streamed(sql, window)}`;
  return row?.count ?? 0;
}

/** Documents that count, in order of date, from a day on; read through a cursor so that memory stays bounded. */
export async function* streamDocuments(
  sql: AnySql,
  window: StreamWindow,
): AsyncGenerator<StreamedDocument[]> {
  const cursor = sql<StreamedDocument[]>`
    select id::text as id, to_char(published_at at time zone 'UTC', 'YYYY-MM-DD') as day, language, title, text,
      source_id as "sourceId"
    from documents where ${streamed(sql, window)}
    order by published_at, documents.id`.cursor(1_000);
  for await (const rows of cursor) yield rows;
}
