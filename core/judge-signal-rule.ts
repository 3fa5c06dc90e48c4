import { weeksBetween, type Week } from './dates.ts';
import { nameOf } from './names.ts';
import type { Reason } from './reason.ts';
import { SIGNAL_METRICS, writtenValue } from './signal-metrics.ts';
import type { SignalRule } from './signal-rule.ts';
import type { Language } from './words.ts';

/** A metric of one subject in one week; null is a gap, never a zero. */
export interface MetricWeek {
  week: Week;
  value: number | null;
  /** Documents (products on the shelf) the value rests on. */
  documents: number;
}

export interface Firing {
  week: Week;
  value: number;
  documents: number;
  reasons: Reason[];
}

interface Measured extends MetricWeek {
  value: number;
  /** The value `overWeeks` before; null where the rule looks at the value itself. */
  before: number | null;
  /** Turned so that more is always further in the rule's direction. */
  measure: number;
}

/**
 * The weeks a rule fires in: a Schmitt trigger (two thresholds) over a weekly series without missing weeks, oldest first.
 * It fires on reaching `enter` and is armed again below `leave`. A gap, or a week with too few documents, changes nothing;
 * what is still beyond `enter` when the cool-down ends fires then.
 */
export function judgeRule(rule: SignalRule, series: readonly MetricWeek[]): Firing[] {
  const sign = rule.direction === 'below' ? -1 : 1;
  const firings: Firing[] = [];
  let armed = true;
  for (let i = 0; i < series.length; i += 1) {
    const now = measuredAt(rule, series, i);
    if (now === null || now.documents < rule.minDocuments) continue;
    if (now.measure < sign * rule.leave) armed = true;
    if (!armed || now.measure < sign * rule.enter) continue;
    const last = firings.at(-1)?.week ?? null;
    if (last !== null && weeksBetween(last, now.week) <= rule.coolDownWeeks) continue;
    const { week, value, documents } = now;
    firings.push({ week, value, documents, reasons: reasonsOf(rule, now, last) });
    armed = false;
  }
  return firings;
}

function measuredAt(rule: SignalRule, series: readonly MetricWeek[], i: number): Measured | null {
  const now = series[i];
  if (!now || now.value === null) return null;
  const { value } = now;
  const found = { ...now, value };
  if (rule.direction === 'above') return { ...found, before: null, measure: value };
  if (rule.direction === 'below') return { ...found, before: null, measure: -value };
  const before = series[i - rule.overWeeks]?.value ?? null;
  if (before === null || (rule.change === 'ratio' && before <= 0)) return null;
  const change = rule.change === 'ratio' ? value / before - 1 : value - before;
  return { ...found, before, measure: rule.direction === 'falls' ? -change : change };
}

const WAYS = {
  above: ['reached', '达到'],
  below: ['fell to', '降至'],
  rises: ['rose by', '上升'],
  falls: ['fell by', '下降'],
} as const;

function reasonsOf(rule: SignalRule, now: Measured, last: Week | null): Reason[] {
  const { restsOnWeeks, of } = SIGNAL_METRICS[rule.metric];
  const weeks = restsOnWeeks === 1 ? ['the week', '当周'] : [`${restsOnWeeks} weeks`, `${restsOnWeeks} 周`];
  const what = of === 'shelf' ? ['products', '件商品'] : ['documents', '篇文档'];
  return [
    measureReason(rule, now),
    ...(now.before === null ? [] : [beforeReason(rule, now, now.before)]),
    {
      en: `rests on ${now.documents} ${what[0]} of ${weeks[0]}; the rule asks for ${rule.minDocuments}`,
      zh: `依据${weeks[1]} ${now.documents} ${what[1]}；规则下限 ${rule.minDocuments}`,
    },
    last === null
      ? { en: 'fires for the first time in the weeks looked at', zh: '在所察看的各周中首次触发' }
      : {
          en: `fired last in the week of ${last}; cool-down ${weeksInWords(rule.coolDownWeeks)}`,
          zh: `上次触发于 ${last} 当周；冷却 ${rule.coolDownWeeks} 周`,
        },
  ];
}

function measureReason(rule: SignalRule, now: Measured): Reason {
  const { en, zh } = SIGNAL_METRICS[rule.metric];
  const of = rule.stage === undefined ? ['', ''] : [` ${rule.stage}`, `“${nameOf(rule.stage, 'zh')}”`];
  const [way, wayZh] = WAYS[rule.direction];
  const shown = (value: number, language: Language): string =>
    now.before === null ? writtenValue(rule.metric, value) : writtenChange(rule, value, language);
  const measured = now.before === null ? now.value : now.measure;
  const all = (language: Language) =>
    [measured, rule.enter, rule.leave].map((value) => shown(value, language));
  const [is, enter, leave] = all('en');
  const [isZh, enterZh, leaveZh] = all('zh');
  return {
    en: `${en}${of[0]} ${way} ${is}: the rule enters at ${enter} and leaves at ${leave}`,
    zh: `${zh}${of[1]}${wayZh} ${isZh}：规则于 ${enterZh} 触发，于 ${leaveZh} 解除`,
  };
}

/** A change of a percentage is told in points unless it is one against the value before. */
function writtenChange({ metric, change }: SignalRule, value: number, language: Language): string {
  const hundredth = `${Number((value * 100).toFixed(1))}`;
  if (change === 'ratio') return `${hundredth} %`;
  if (SIGNAL_METRICS[metric].unit !== 'percent') return writtenValue(metric, value);
  return language === 'zh' ? `${hundredth} 个百分点` : `${hundredth} points`;
}

const weeksInWords = (weeks: number): string => (weeks === 1 ? '1 week' : `${weeks} weeks`);

function beforeReason(rule: SignalRule, now: Measured, before: number): Reason {
  const [from, to] = [writtenValue(rule.metric, before), writtenValue(rule.metric, now.value)];
  return {
    en: `from ${from} to ${to} within ${weeksInWords(rule.overWeeks)}`,
    zh: `${rule.overWeeks} 周内由 ${from} 到 ${to}`,
  };
}
