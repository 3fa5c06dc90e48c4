import { GAP_WEEKS, BASELINE_WEEKS, judgeCrisis, RECENT_WEEKS } from '../../core/crisis.ts';
import { addWeeks, weeksFrom, type Week } from '../../core/dates.ts';
import type { MetricWeek } from '../../core/judge-signal-rule.ts';
import { SIGNAL_METRICS, type SignalMetricName } from '../../core/signal-metrics.ts';
import type { SignalRule } from '../../core/signal-rule.ts';
import { describeTrend } from '../../forecasting/index.ts';
import { loadRawMetric, type RawMetric } from '../../storage/queries/metric-weeks.ts';
import type { AnySql } from '../../storage/sql.ts';

export interface SubjectSeries {
  subject: string;
  labelZh: string;
  labelEn: string;
  /** Without missing weeks, oldest first. */
  weeks: MetricWeek[];
}

/** Weeks a rule is judged over: whether it is armed, and its cool-down, follow from what is stored of them. */
const JUDGED_WEEKS = 104;
/** Weeks before those that the first value is computed from: of momentum all that is kept, as its offset is their mean. */
const WEEKS_BEFORE: Partial<Record<SignalMetricName, number>> = {
  growth: 64,
  momentum: 156,
  crisisScore: RECENT_WEEKS + GAP_WEEKS + BASELINE_WEEKS,
};

/** The weekly series a rule is judged by, of every subject it watches, up to the week before `until`. */
export async function loadMetricSeries(
  sql: AnySql,
  rule: SignalRule,
  options: { until: Week; rehearsedWeeks?: number },
): Promise<SubjectSeries[]> {
  const { until, rehearsedWeeks = 0 } = options;
  const first = addWeeks(until, -(JUDGED_WEEKS + rehearsedWeeks));
  const from = addWeeks(first, -(WEEKS_BEFORE[rule.metric] ?? 0));
  const weeks = weeksFrom(from, addWeeks(until, -1));
  const skip = weeks.indexOf(first);
  const raw = await loadRawMetric(sql, rule, { from, until });
  return raw.map((subject) => ({
    subject: subject.subject,
    labelZh: subject.labelZh,
    labelEn: subject.labelEn,
    weeks: valuesOf(rule.metric, filled(subject, weeks)).slice(skip),
  }));
}

function filled(raw: RawMetric, weeks: readonly Week[]): MetricWeek[] {
  const known = new Map(raw.weeks.map(([week, value, documents]) => [week, { week, value, documents }]));
  return weeks.map((week) => known.get(week) ?? { week, value: null, documents: 0 });
}

/** Values as they are stored, or those computed from them: under the formulas everything else uses. */
function valuesOf(metric: SignalMetricName, weeks: MetricWeek[]): MetricWeek[] {
  if (metric === 'crisisScore') return weeks.map((_, i) => crisisAt(weeks, i));
  if (metric !== 'growth' && metric !== 'momentum') return weeks;
  const shares = weeks.map(({ value }) => value);
  const start = shares.findIndex((share) => share !== null);
  if (start < 0) return weeks;
  return weeks.map(({ week }, i) => ({
    week,
    value: i < start ? null : describeTrend(shares.slice(start, i + 1))[metric],
    documents: restingOn(metric, weeks, i),
  }));
}

function restingOn(metric: SignalMetricName, weeks: readonly MetricWeek[], i: number): number {
  const from = Math.max(0, i + 1 - SIGNAL_METRICS[metric].restsOnWeeks);
  return weeks.slice(from, i + 1).reduce((sum, { documents }) => sum + documents, 0);
}

/** Here the stored value is the number of negative documents. */
function crisisAt(weeks: readonly MetricWeek[], i: number): MetricWeek {
  const { week } = weeks[i]!;
  const from = Math.max(0, i + 1 - (RECENT_WEEKS + GAP_WEEKS + BASELINE_WEEKS));
  const tones = weeks
    .slice(from, i + 1)
    .map((one) => ({ week: one.week, documents: one.documents, negative: one.value ?? 0 }));
  const value = judgeCrisis(tones, week)?.score ?? null;
  return { week, value, documents: restingOn('crisisScore', weeks, i) };
}
