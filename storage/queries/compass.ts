import type { Sql } from '../sql.ts';

export const COMPASS_AXES = [
  'week',
  'month',
  'sector',
  'market',
  'source',
  'facet',
  'brand',
  'concept',
] as const;
type CompassAxis = (typeof COMPASS_AXES)[number];

export const COMPASS_MEASURES = ['documents', 'engagement', 'sentiment'] as const;
type CompassMeasure = (typeof COMPASS_MEASURES)[number];

interface CompassCell {
  row: string;
  column: string;
  value: number | null;
  documents: number;
}

interface CompassQuestion {
  rows: CompassAxis;
  columns: CompassAxis;
  measure: CompassMeasure;
  facet?: string | undefined;
  sector?: string | undefined;
  market?: string | undefined;
  concept?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/** More cells than this are refused: nobody reads them and the pivot would be a dump. */
export const COMPASS_CELL_LIMIT = 6000;

function axisColumn(sql: Sql, axis: CompassAxis) {
  switch (axis) {
    case 'week':
      return sql`to_char(w.week, 'YYYY-MM-DD')`;
    case 'month':
      return sql`to_char(w.week, 'YYYY-MM')`;
    case 'sector':
      return sql`w.sector`;
    case 'market':
      return sql`s.market`;
    case 'source':
      return sql`s.id`;
    case 'facet':
      return sql`c.facet`;
    case 'brand':
    case 'concept':
      return sql`c.id`;
  }
}

function measureColumn(sql: Sql, measure: CompassMeasure) {
  if (measure === 'documents') return sql`sum(w.documents)::float8`;
  if (measure === 'engagement') return sql`sum(w.engagement)::float8`;
  return sql`((sum(w.positive) - sum(w.negative))::float8 / nullif(sum(w.documents), 0))`;
}

/**
 * Whether the question can be answered in documents. With a concept axis or filter (or any measure but documents)
 * the counts are of documents × concepts, since one document may mention several.
 */
export function countsDocuments(question: CompassQuestion): boolean {
  const ofConcepts = (axis: CompassAxis) => axis === 'facet' || axis === 'brand' || axis === 'concept';
  return (
    question.measure === 'documents' &&
    question.facet === undefined &&
    question.concept === undefined &&
    !ofConcepts(question.rows) &&
    !ofConcepts(question.columns)
  );
}

export async function pivotCompass(sql: Sql, question: CompassQuestion): Promise<CompassCell[]> {
  const brands = question.rows === 'brand' || question.columns === 'brand';
  const counts = countsDocuments(question)
    ? sql`source_weeks w`
    : sql`concept_weeks w join concepts c on c.id = w.concept_id`;
  const ofConcepts = countsDocuments(question)
    ? sql`true`
    : sql`${question.facet === undefined ? sql`true` : sql`c.facet = ${question.facet}`}
      and ${question.concept === undefined ? sql`true` : sql`c.id = ${question.concept}`}
      and ${brands ? sql`c.facet = 'brand'` : sql`true`}`;
  return sql<CompassCell[]>`
    select ${axisColumn(sql, question.rows)} as "row", ${axisColumn(sql, question.columns)} as "column",
      ${measureColumn(sql, question.measure)} as value, sum(w.documents)::int as documents
    from ${counts} join sources s on s.id = w.source_id
    where ${ofConcepts}
      and ${question.sector === undefined ? sql`true` : sql`w.sector = ${question.sector}`}
      and ${question.market === undefined ? sql`true` : sql`s.market = ${question.market}`}
      and ${question.from === undefined ? sql`true` : sql`w.week >= ${question.from}::date`}
      and ${question.to === undefined ? sql`true` : sql`w.week <= ${question.to}::date`}
    group by 1, 2 order by 1, 2 limit ${COMPASS_CELL_LIMIT + 1}`;
}
