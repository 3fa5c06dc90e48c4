import type { Lead } from '../core/trend.ts';
import { storableJson, type AnySql, type Sql } from './sql.ts';

export type LeadScope = 'sector' | 'market' | 'language';

export interface LeadToSave extends Lead {
  scope: LeadScope;
  concept: string;
  /** Over the pairs of all concepts of the scope; `q` is over the concept's own. */
  qAll: number;
}

/** A lead that the concepts of a facet agree on: their lags pooled. */
export interface FacetLeadToSave {
  scope: LeadScope;
  facet: string;
  leader: string;
  follower: string;
  lagWeeks: number;
  lagLow: number;
  lagHigh: number;
  /** Concepts measured, and those whose lag has the same direction. */
  concepts: number;
  agreeing: number;
  p: number;
  q: number;
}

/** Replaces all leads by those of this week: a lead that is no longer found is no longer claimed. */
export async function replaceLeads(
  sql: Sql,
  week: string,
  leads: readonly LeadToSave[],
  facets: readonly FacetLeadToSave[],
): Promise<number> {
  return sql.begin(async (tx) => {
    await tx`delete from leads`;
    await tx`delete from facet_leads`;
    await tx`
      insert into facet_leads (scope, facet, leader, follower, week, lag_weeks, lag_low, lag_high, concepts, agreeing,
        p, q)
      select scope, facet, leader, follower, ${week}::date, "lagWeeks", "lagLow", "lagHigh", concepts, agreeing, p, q
      from jsonb_to_recordset(${storableJson(facets)}::text::jsonb) as given (
        scope text, facet text, leader text, follower text, "lagWeeks" integer, "lagLow" integer, "lagHigh" integer,
        concepts integer, agreeing integer, p float8, q float8)`;
    const made = await tx`
      insert into leads (scope, concept_id, leader, follower, week, lag_weeks, lag_low, lag_high, correlation, p, q,
        q_all)
      select scope, concept, leader, follower, ${week}::date, "lagWeeks", "lagLow", "lagHigh", correlation, p, q,
        "qAll"
      from jsonb_to_recordset(${storableJson(leads)}::text::jsonb) as given (
        scope text, concept text, leader text, follower text, "lagWeeks" integer, "lagLow" integer,
        "lagHigh" integer, correlation float8, p float8, q float8, "qAll" float8)`;
    return made.count;
  });
}

/**
 * Weekly shares of a concept by language: its documents over all documents of active sources; a gap is null.
 * Shelves stay out: a product says little of its language's talk.
 */
export async function languageSeries(
  sql: AnySql,
  options: { concepts: readonly string[]; from: string; until: string },
): Promise<Map<string, Map<string, (number | null)[]>>> {
  const rows = await sql<{ concept: string; language: string; shares: (number | null)[] }[]>`
    with exposure as (
      select s.language, w.week, sum(w.documents)::float8 as documents
      from source_weeks w join sources s on s.id = w.source_id
      where w.sector <> 'commerce' and w.week >= ${options.from} and w.week < ${options.until} group by 1, 2),
    hits as (
      select c.concept_id, s.language, c.week, sum(c.documents) as documents
      from concept_weeks c join sources s on s.id = c.source_id
      where c.sector <> 'commerce' and c.week >= ${options.from} and c.week < ${options.until}
        and c.concept_id = any(${[...options.concepts]}::text[])
      group by 1, 2, 3)
    select k.concept, l.language, array_agg(
      case when e.documents > 0 then coalesce(h.documents, 0) / e.documents end order by w.week) as shares
    from unnest(${[...options.concepts]}::text[]) k (concept)
    cross join (values ('zh'), ('en')) l (language)
    cross join generate_series(${options.from}::date, ${options.until}::date - 7, interval '7 days') w (week)
    left join exposure e on e.language = l.language and e.week = w.week::date
    left join hits h on h.concept_id = k.concept and h.language = l.language and h.week = w.week::date
    group by 1, 2`;
  const series = new Map<string, Map<string, (number | null)[]>>();
  for (const row of rows) {
    const byLanguage = series.get(row.concept) ?? new Map<string, (number | null)[]>();
    byLanguage.set(row.language, row.shares);
    series.set(row.concept, byLanguage);
  }
  return series;
}
