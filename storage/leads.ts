import type { Lead } from '../core/trend.ts';
import type { AnySql, Sql } from './sql.ts';

export type LeadScope = 'sector' | 'market' | 'language';

export interface LeadToSave extends Lead {
  scope: LeadScope;
  concept: string;
}

/** Replaces all leads by those of this week: a lead that is no longer found is no longer claimed. */
export async function replaceLeads(sql: Sql, week: string, leads: readonly LeadToSave[]): Promise<number> {
  return sql.begin(async (tx) => {
    await tx`delete from leads`;
    if (leads.length === 0) return 0;
    const made = await tx`
      insert into leads (scope, concept_id, leader, follower, week, lag_weeks, lag_low, lag_high, correlation, p, q)
      select scope, concept, leader, follower, ${week}::date, lag, low, high, r, p, q
      from unnest(
        ${leads.map((l) => l.scope)}::text[], ${leads.map((l) => l.concept)}::text[],
        ${leads.map((l) => l.leader)}::text[], ${leads.map((l) => l.follower)}::text[],
        ${leads.map((l) => l.lagWeeks)}::integer[], ${leads.map((l) => l.lagLow)}::integer[],
        ${leads.map((l) => l.lagHigh)}::integer[], ${leads.map((l) => l.correlation)}::float8[],
        ${leads.map((l) => l.p)}::float8[], ${leads.map((l) => l.q)}::float8[]
      ) as given (scope, concept, leader, follower, lag, low, high, r, p, q)`;
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
