import type { SignalRule } from '../core/signal-rule.ts';
import { AppError } from '../core/errors.ts';
import { recordAudit } from './audit.ts';
import { inTransaction, storableJson, type AnySql } from './sql.ts';

export interface StoredRule {
  id: string;
  version: number;
  rule: SignalRule;
  changedAt: Date;
  changedBy: string;
}

export interface By {
  actor: string;
  at: Date;
}

export async function listSignalRules(sql: AnySql): Promise<StoredRule[]> {
  return sql<StoredRule[]>`
    select id, version, definition as rule, changed_at as "changedAt", changed_by as "changedBy"
    from signal_rules order by id`;
}

/** Adds a rule, or a new version of it; the former one stays in the audit log. Answers the version. */
export async function saveSignalRule(sql: AnySql, rule: SignalRule, { actor, at }: By): Promise<number> {
  return inTransaction(sql, async (tx) => {
    const [saved] = await tx<{ version: number }[]>`
      insert into signal_rules as r (id, version, definition, changed_at, changed_by)
      values (${rule.id}, 1, ${storableJson(rule)}::text::jsonb, ${at}, ${actor})
      on conflict (id) do update set version = r.version + 1, definition = excluded.definition,
        changed_at = excluded.changed_at, changed_by = excluded.changed_by
      returning version`;
    const version = saved?.version ?? 1;
    const action = version === 1 ? 'signal-rule.add' : 'signal-rule.change';
    await recordAudit(tx, { at, actor, action, subject: rule.id, details: { version, rule } });
    return version;
  });
}

/** Takes a rule away; signals it raised stay. */
export async function removeSignalRule(sql: AnySql, id: string, { actor, at }: By): Promise<void> {
  await inTransaction(sql, async (tx) => {
    const [gone] = await tx<{ version: number; rule: SignalRule }[]>`
      delete from signal_rules where id = ${id} returning version, definition as rule`;
    if (gone === undefined) throw new AppError('NOT_FOUND', `No rule ${id}.`);
    await recordAudit(tx, { at, actor, action: 'signal-rule.remove', subject: id, details: { ...gone } });
  });
}
