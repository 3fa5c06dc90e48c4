import type { AnySql, Sql } from '../sql.ts';

export interface SignalRow {
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

const columns = (sql: AnySql) => sql`
  id::text, rule, subject, market, to_char(week, 'YYYY-MM-DD') as week, severity, title_zh as "titleZh",
  title_en as "titleEn", reasons, raised_at as "raisedAt"`;

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
    select ${columns(sql)} from signals
    where ${filter.severity === undefined ? sql`true` : sql`severity = ${filter.severity}`}
      and ${filter.rule === undefined ? sql`true` : sql`rule = ${filter.rule}`}
      and ${filter.subject === undefined ? sql`true` : sql`subject = ${filter.subject}`}
      and ${filter.before === undefined ? sql`true` : sql`id < ${filter.before}::bigint`}
    order by id desc limit ${filter.limit}`;
}

/** The signals of these ids, the gravest first. */
export async function signalsOf(sql: AnySql, ids: readonly string[]): Promise<SignalRow[]> {
  return sql<SignalRow[]>`
    select ${columns(sql)} from signals where id = any(${[...ids]}::bigint[])
    order by array_position(array['warning', 'notice', 'info'], severity), id`;
}

/** What was raised after a signal, in order. */
export async function signalsAfter(sql: AnySql, id: string, limit: number): Promise<SignalRow[]> {
  return sql<SignalRow[]>`
    select ${columns(sql)} from signals where id > ${id}::bigint order by id limit ${limit}`;
}

/** What was raised in [from, until), the gravest first. */
export async function signalsBetween(sql: AnySql, from: Date, until: Date): Promise<SignalRow[]> {
  return sql<SignalRow[]>`
    select ${columns(sql)} from signals where raised_at >= ${from} and raised_at < ${until}
    order by array_position(array['warning', 'notice', 'info'], severity), id`;
}

/** The id of the newest signal; '0' where there is none. */
export async function newestSignal(sql: AnySql): Promise<string> {
  const [row] = await sql<{ id: string }[]>`select coalesce(max(id), 0)::text as id from signals`;
  return row?.id ?? '0';
}
