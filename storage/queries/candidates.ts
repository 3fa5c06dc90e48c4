import type { Sql } from '../sql.ts';

export interface CandidateRow {
  id: string;
  term: string;
  language: string;
  kind: string;
  score: number;
  documents: number;
  baseline: number;
  firstSeen: string;
  lastSeen: string;
  suggestedFacet: string | null;
  suggestedParent: string | null;
  cooccurring: unknown;
  examples: unknown;
  status: string;
  conceptId: string | null;
  decidedAt: Date | null;
  decidedBy: string | null;
  reason: string | null;
}

const candidateColumns = (sql: Sql) => sql`
  k.id, k.term, k.language, k.kind, k.score, k.documents, k.baseline,
  to_char(k.first_seen, 'YYYY-MM-DD') as "firstSeen", to_char(k.last_seen, 'YYYY-MM-DD') as "lastSeen",
  k.suggested_facet as "suggestedFacet", k.suggested_parent as "suggestedParent", k.cooccurring, k.examples,
  k.status, k.concept_id as "conceptId", k.decided_at as "decidedAt", k.decided_by as "decidedBy",
  (select l.details ->> 'reason' from audit_log l where l.subject = k.id and l.action = 'candidate.' || k.status
    order by l.at desc limit 1) as reason`;

export async function listCandidates(
  sql: Sql,
  filter: {
    status: string;
    language?: string | undefined;
    after?: { score: number; id: string } | undefined;
    limit: number;
  },
): Promise<CandidateRow[]> {
  return sql<CandidateRow[]>`
    select ${candidateColumns(sql)} from candidates k
    where k.status = ${filter.status}
      and ${filter.language === undefined ? sql`true` : sql`k.language = ${filter.language}`}
      and ${
        filter.after === undefined
          ? sql`true`
          : sql`(k.score < ${filter.after.score} or (k.score = ${filter.after.score} and k.id > ${filter.after.id}))`
      }
    order by k.score desc, k.id limit ${filter.limit}`;
}

export async function findCandidate(sql: Sql, id: string): Promise<CandidateRow | null> {
  const rows = await sql<
    CandidateRow[]
  >`select ${candidateColumns(sql)} from candidates k where k.id = ${id}`;
  return rows[0] ?? null;
}
