import type { Sql } from '../sql.ts';
import { bumpDataVersion } from '../stage-runs.ts';
import { asSql } from './bounded.ts';

interface Decided {
  at: Date;
  actor: string;
}

export interface CandidateDecision extends Decided {
  status: 'accepted' | 'merged' | 'rejected';
  conceptId: string | null;
  /** Why; null where nothing was said. */
  reason?: string | null;
}

export interface NewConcept {
  id: string;
  facet: string;
  labelZh: string;
  labelEn: string;
  aliasesZh: string[];
  aliasesEn: string[];
  /** `#rrggbb`, colours only. */
  hex: string | null;
  parentId: string | null;
}

/** Whether the candidate was still in the inbox; a second decision changes nothing. */
export async function decideCandidate(
  sql: Sql,
  id: string,
  decision: CandidateDecision,
  concept?: NewConcept,
): Promise<boolean> {
  return sql.begin(async (transaction) => {
    const inside = asSql(transaction);
    const changed = await inside`
      update candidates set status = ${decision.status}, concept_id = ${decision.conceptId},
        decided_at = ${decision.at}, decided_by = ${decision.actor}
      where id = ${id} and status = 'inbox'`;
    if (changed.count === 0) return false;
    if (concept !== undefined) {
      await inside`
        insert into concepts (id, facet, label_zh, label_en, aliases_zh, aliases_en, hex, parent_id, origin)
        values (${concept.id}, ${concept.facet}, ${concept.labelZh}, ${concept.labelEn},
          ${concept.aliasesZh}::text[], ${concept.aliasesEn}::text[], ${concept.hex}, ${concept.parentId}, 'discovered')`;
    }
    const { conceptId, reason = null } = decision;
    await writeAudit(inside, decision, `candidate.${decision.status}`, id, {
      conceptId,
      ...(reason === null ? {} : { reason }),
    });
    await bumpDataVersion(inside);
    return true;
  });
}

/** Only a person resumes a paused source. False when it was not paused. */
export async function resumeSource(sql: Sql, id: string, decided: Decided): Promise<boolean> {
  return sql.begin(async (transaction) => {
    const inside = asSql(transaction);
    const changed = await inside`
      update sources set health = 'new', health_reason = 'resumed, waiting for its next run',
        health_since = ${decided.at}, next_due_at = ${decided.at}
      where id = ${id} and health in ('paused', 'blocked')`;
    if (changed.count === 0) return false;
    await writeAudit(inside, decided, 'source.resumed', id, {});
    await bumpDataVersion(inside);
    return true;
  });
}

async function writeAudit(
  sql: Sql,
  decided: Decided,
  action: string,
  subject: string,
  details: Record<string, string | null>,
): Promise<void> {
  await sql`
    insert into audit_log (at, actor, action, subject, details)
    values (${decided.at}, ${decided.actor}, ${action}, ${subject}, ${sql.json(details)})`;
}
