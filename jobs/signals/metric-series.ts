import { setImmediate } from 'node:timers/promises';
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
/** Computed in one go; between, other requests of the process are answered. */
const SUBJECTS_A_TURN = 50;
/** A year, and the 13 weeks of the mean. */
const GROWTH_WEEKS = 64;
/** Weeks before those that the first value is computed from: of momentum all that is kept, as its offset is their mean. */
const WEEKS_BEFORE: Partial<Record<SignalMetricName, number>> = {
  growth: GROWTH_WEEKS,
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
  const all: SubjectSeries[] = [];
  for (const one of raw) {
    const { subject, labelZh, labelEn } = one;
    all.push({ subject, labelZh, labelEn, weeks: valuesOf(rule.metric, filled(one, weeks), skip) });
    if (all.length % SUBJECTS_A_TURN === 0) await setImmediate();
  }
  return all;
}

function filled(raw: RawMetric, weeks: readonly Week[]): MetricWeek[] {
  const known = new Map(raw.weeks.map(([week, value, documents]) => [week, { week, value, documents }]));
  return weeks.map((week) => known.get(week) ?? { week, value: null, documents: 0 });
}

/** Values as they are stored, or those computed from them under the formulas everything else uses; from week `skip` on. */
function valuesOf(metric: SignalMetricName, weeks: MetricWeek[], skip: number): MetricWeek[] {
  const judged = weeks.slice(skip);
  if (metric === 'crisisScore') return judged.map((_, i) => crisisAt(weeks, skip + i));
  if (metric !== 'growth' && metric !== 'momentum') return judged;
  const shares = weeks.map(({ value }) => value);
  const start = shares.findIndex((share) => share !== null);
  return judged.map(({ week }, n) => {
    const i = skip + n;
    if (start < 0 || i < start) return { week, value: null, documents: 0 };
    // Growth looks no further back; of a series that begins later it is unknown until then.
    const from = metric === 'growth' ? Math.max(start, i - GROWTH_WEEKS) : start;
    const value = describeTrend(shares.slice(from, i + 1))[metric];
    return { week, value, documents: restingOn(metric, weeks, i) };
  });
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
