import type { Clock } from '../core/clock.ts';
import { addWeeks, weekOf } from '../core/dates.ts';
import { ailingSources, raiseSignals } from '../storage/signals.ts';
import { pauseSource } from '../storage/sources.ts';
import { inTransaction, type AnySql } from '../storage/sql.ts';
import { sourceSignals } from './signals/other-signals.ts';

/** Names the rules a source broke. Call it in the transaction that ends what broke them: never one without the other. */
export async function pauseForViolations(
  sql: AnySql,
  broken: { source: string; violations: readonly string[] },
  clock: Clock,
): Promise<void> {
  if (broken.violations.length === 0) return;
  const reason = `broke a rule: ${broken.violations.join('; ')}`;
  await inTransaction(sql, (tx) => pause(tx, broken.source, reason, clock));
}

async function pause(tx: AnySql, source: string, reason: string, clock: Clock): Promise<void> {
  await pauseSource(tx, { id: source, by: 'hemline', reason, at: clock.now() });
  const week = addWeeks(weekOf(clock.now()), -1); // The week the daily rules speak of: they will refresh this signal.
  const paused = (await ailingSources(tx)).filter(({ id }) => id === source);
  await raiseSignals(tx, sourceSignals(paused, week), clock);
}
