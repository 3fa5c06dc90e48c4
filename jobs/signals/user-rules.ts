import { addDays, addWeeks, dayOf, weekOf, weeksBetween, type Week } from '../../core/dates.ts';
import { judgeRule } from '../../core/judge-signal-rule.ts';
import type { Rehearsal, SubjectFiring } from '../../core/signal-rehearsal.ts';
import { ruleName, type SignalRule } from '../../core/signal-rule.ts';
import type { SignalToRaise } from '../../storage/signals.ts';
import type { AnySql } from '../../storage/sql.ts';
import { loadMetricSeries, type SubjectSeries } from './metric-series.ts';
import { marketEn, marketZh } from './rising-trends.ts';

const NAMED_FIRINGS = 200;

function firingsOf(rule: SignalRule, all: readonly SubjectSeries[], from: Week): SubjectFiring[] {
  return all.flatMap(({ subject, labelZh, labelEn, weeks }) =>
    judgeRule(rule, weeks)
      .filter(({ week }) => week >= from)
      .map((firing) => ({ subject, labelZh, labelEn, ...firing })),
  );
}

/** What a rule fires for in the last complete week; judged anew from the stored series, so that a rerun says the same. */
export async function userRuleSignals(sql: AnySql, rule: SignalRule, week: Week): Promise<SignalToRaise[]> {
  const all = await loadMetricSeries(sql, rule, { until: addWeeks(week, 1) });
  return firingsOf(rule, all, week).map((firing) => ({
    rule: ruleName(rule.id),
    subject: firing.subject,
    market: rule.market,
    week,
    severity: rule.severity,
    titleZh: `${rule.name}：${firing.labelZh}${marketZh(rule.market)}`,
    titleEn: `${rule.name}: ${firing.labelEn}${marketEn(rule.market)}`,
    reasons: firing.reasons,
  }));
}

/** Plays a rule over the complete weeks of the last `days`, as it would have been judged week by week. */
export async function rehearseRule(
  sql: AnySql,
  rule: SignalRule,
  options: { days: number; now: Date },
): Promise<Rehearsal> {
  const { days, now } = options;
  const until = weekOf(now);
  const to = addWeeks(until, -1);
  const from = addWeeks(weekOf(addDays(dayOf(now), -days)), 1);
  const rehearsedWeeks = Math.max(0, weeksBetween(from, until));
  const all = await loadMetricSeries(sql, rule, { until, rehearsedWeeks });
  const firings = firingsOf(rule, all, from).sort(
    (a, b) => b.week.localeCompare(a.week) || a.subject.localeCompare(b.subject),
  );
  const judged = all.map(({ weeks }) => weeks.filter((one) => one.week >= from && one.value !== null).length);
  const times = firings.length === 1 ? 'once' : `${firings.length} times`;
  return {
    days,
    from,
    to,
    subjects: all.length,
    weeksJudged: judged.reduce((sum, weeks) => sum + weeks, 0),
    fired: firings.length,
    summary: {
      en: `would have fired ${times} in ${days} days`,
      zh: `过去 ${days} 天内会触发 ${firings.length} 次`,
    },
    firings: firings.slice(0, NAMED_FIRINGS),
  };
}
