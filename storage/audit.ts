import { storableJson, storableText, type AnySql } from './sql.ts';

/** Something a person or a rule decided. The table takes inserts only. */
export interface AuditEntry {
  at: Date;
  /** A person's name, or 'hemline' for a rule in code. */
  actor: string;
  /** `source.pause`, `candidate.accept`, ... */
  action: string;
  subject: string;
  details?: Record<string, unknown>;
}

export interface AuditRecord extends Required<AuditEntry> {
  id: string;
}

/** Writes one line; call it in the transaction that does what it tells of. */
export async function recordAudit(sql: AnySql, entry: AuditEntry): Promise<void> {
  await sql`
    insert into audit_log (at, actor, action, subject, details)
    values (${entry.at}, ${storableText(entry.actor)}, ${entry.action}, ${storableText(entry.subject)},
      ${storableJson(entry.details ?? {})}::text::jsonb)`;
}

/** The newest lines, newest first; of one subject when given. */
export async function listAudit(
  sql: AnySql,
  options: { subject?: string; limit?: number } = {},
): Promise<AuditRecord[]> {
  const subject = options.subject ?? null;
  return sql<AuditRecord[]>`
    select id, at, actor, action, subject, details from audit_log
    where ${subject}::text is null or subject = ${subject}
    order by id desc limit ${options.limit ?? 100}`;
}
