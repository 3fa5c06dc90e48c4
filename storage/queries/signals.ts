import type { Sql } from '../sql.ts';

interface SignalRow {
  id: string;
  rule: string;
  subject: string;
  market: string;
  week: string;
  severity: string;
  titleZh: string;
  titleEn: string;
  reasons: unknown;
  raisedAt: Date;
}

export async function listSignals(
  sql: Sql,
  filter: {
    severity?: string | undefined;
    rule?: string | undefined;
    subject?: string | undefined;
    before?: string | undefined;
    limit: number;
  },
): Promise<SignalRow[]> {
  return sql<SignalRow[]>`
    select id::text, rule, subject, market, to_char(week, 'YYYY-MM-DD') as week, severity, title_zh as "titleZh",
      title_en as "titleEn", reasons, raised_at as "raisedAt"
    from signals
    where ${filter.severity === undefined ? sql`true` : sql`severity = ${filter.severity}`}
      and ${filter.rule === undefined ? sql`true` : sql`rule = ${filter.rule}`}
      and ${filter.subject === undefined ? sql`true` : sql`subject = ${filter.subject}`}
      and ${filter.before === undefined ? sql`true` : sql`id < ${filter.before}::bigint`}
    order by id desc limit ${filter.limit}`;
}
