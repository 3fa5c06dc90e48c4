import type { Sql } from '../../storage/connect.ts';

/** What of each table two equal runs must agree in: everything but identities and the order of arrival. */
const TABLES: Record<string, string> = {
  documents:
    'id, source_id, canonical_url, content_hash, kind, sector, market, language, title, text, author, published_at, engagement, rating, product_id, duplicate_of, heat',
  products: 'id, source_id, key, url, name, brand, category, color, sizes, market',
  observations: 'product_id, observed_on, list, rank, price, list_price, availability',
  readings: 'document_id, content_hash, language, sentiment, score, p_positive',
  mentions: 'document_id, concept_id, start_offset, end_offset, surface, negated, sentiment',
  opinions: 'document_id, aspect, polarity, start_offset, end_offset, surface',
  source_weeks: 'source_id, week, documents',
  concept_weeks: 'concept_id, source_id, week, documents, negated, positive, negative, engagement',
  series_points: 'concept_id, sector, market, week, documents, exposure, active_sources, share, share_se',
  brand_weeks: 'brand_id, market, week, documents, positive, negative, share_of_voice',
  shelf_weeks: 'concept_id, market, week, products, markdown_depth, out_of_stock_share, bestseller_score',
  candidates: 'id, kind, score, documents, first_seen, status, suggested_facet',
  theme_members: 'member, week, weight',
  forecasts: 'concept_id, sector, market, cutoff_week, model, mean, lower80, upper95, stage, input_hash',
  concept_states: 'concept_id, sector, market, week, documents, magnitude, growth, stage, confidence',
  leads: 'scope, concept_id, leader, follower, lag_weeks, correlation, q',
  signals: 'rule, subject, market, week, severity',
};

export type Digest = Record<string, { rows: number; md5: string | null }>;

/** Row counts and a hash of every table that a run fills. */
export async function digestOf(sql: Sql): Promise<Digest> {
  const digest: Digest = {};
  for (const [table, columns] of Object.entries(TABLES)) {
    const [row] = await sql.unsafe<{ rows: number; md5: string | null }[]>(
      `select count(*)::int as rows, md5(string_agg(line, E'\\n' order by line collate "C")) as md5
       from (select row(${columns})::text as line from ${table}) lines`,
    );
    digest[table] = row ?? { rows: 0, md5: null };
  }
  return digest;
}
