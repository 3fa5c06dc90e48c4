import { nameOf } from '../core/names.ts';
import type { Reason } from '../core/reason.ts';
import type { Stage, StageFlag } from '../core/words.ts';
import type { StageFigures, StageHistory, StageInput } from './stage.ts';

interface Told {
  stage: Stage;
  flags: readonly StageFlag[];
  figures: StageFigures;
  history: StageHistory;
  alternatives: readonly { stage: Stage; probability: number }[];
  input: StageInput;
}

/** From this growth on a percentage says nothing any more: there was next to nothing before. */
const FROM_NOTHING = 20;

/** The reasons of a stage call in sentences with their numbers, in both languages. */
export function stageReasons(told: Told): Reason[] {
  const { figures: f, input } = told;
  const [year, yearZh] =
    input.values.length > 52
      ? [`, ${percent(f.yearAgo)} a year ago`, `，一年前 ${percent(f.yearAgo)}`]
      : ['', ''];
  const part = share(f.now, f.highest);
  const out: Reason[] = [
    {
      en: `level ${percent(f.now)} of documents now, ${percent(f.quarterAgo)} a quarter ago${year}, adjusted for season and sampling noise`,
      zh: `当前水平占文档 ${percent(f.now)}，一季度前 ${percent(f.quarterAgo)}${yearZh}（已去除季节与抽样噪声）`,
    },
    {
      en: `highest level ${percent(f.highest)}, ${f.highestWeeksAgo} weeks ago; now at ${part} of it`,
      zh: `最高水平 ${percent(f.highest)}，在 ${f.highestWeeksAgo} 周前；现为其 ${part}`,
    },
  ];
  out.push(...growthReason(f, input), ...contradiction(told), seasonReason(told), ...flagReasons(told.flags));
  out.push(...historyReasons(told));
  const ahead = input.forecast?.mean.at(-1);
  if (ahead !== undefined && Number.isFinite(ahead)) {
    const weeks = input.forecast?.mean.length;
    out.push({
      en: `forecast ${percent(ahead)} in ${weeks} weeks`,
      zh: `预测 ${weeks} 周后为 ${percent(ahead)}`,
    });
  }
  const second = told.alternatives[1];
  if (second) {
    const chance = second.probability.toFixed(2);
    out.push({
      en: `next most likely: ${second.stage} (probability ${chance})`,
      zh: `其次可能：${nameOf(second.stage, 'zh')}（概率 ${chance}）`,
    });
  }
  return out;
}

function flagReasons(flags: readonly StageFlag[]): Reason[] {
  const out: Reason[] = [];
  if (flags.includes('flash')) {
    out.push({
      en: 'flash: it rose and fell again within half a year',
      zh: '昙花一现：半年之内起而复落',
    });
  }
  if (flags.includes('revival')) {
    out.push({
      en: 'revival: an earlier height fell to half or less, and it is rising again',
      zh: '回潮：曾有高点，跌去一半以上，如今再度上升',
    });
  }
  return out;
}

/** Events of the last quarter bear on the figures shown; older ones are in the history. */
const LATE = 13;

function historyReasons({ history, input }: Told): Reason[] {
  const out: Reason[] = [];
  const ago = (t: number): number => input.values.length - 1 - t;
  const change = history.changes.at(-1);
  if (change) {
    const [before, after, weeks] = [percent(change.before), percent(change.after), ago(change.at)];
    out.push({
      en: `last change of level ${weeks} weeks ago: from ${before} to ${after}, season apart`,
      zh: `最近一次水平变化在 ${weeks} 周前：由 ${before} 变为 ${after}（已去除季节）`,
    });
  }
  const event = history.events.at(-1);
  if (event && ago(event.to) < LATE) {
    const [counted, expected] = [percent(event.share), percent(event.expected)];
    out.push({
      en: `an event ${ago(event.to)} weeks ago: ${counted} counted, ${expected} expected of trend and season`,
      zh: `${ago(event.to)} 周前有异常：实测 ${counted}，按趋势与季节应为 ${expected}`,
    });
  }
  if (history.halfLife) {
    const { weeks, low, high } = history.halfLife;
    const [from, to] = [weeksOf(low), high === null ? null : weeksOf(high)];
    out.push({
      en: `half-life of its fall: ${weeksOf(weeks)} weeks (90 %: ${from} to ${to ?? 'no end'})`,
      zh: `回落半衰期：${weeksOf(weeks)} 周（90 %：${from} 至 ${to ?? '无上限'}）`,
    });
  }
  return out;
}

function weeksOf(weeks: number): string {
  return weeks < 10 ? weeks.toFixed(1) : String(Math.round(weeks));
}

function growthReason(f: StageFigures, input: StageInput): Reason[] {
  if (f.growthAdjusted === null && f.growthRaw === null) {
    const grewFromNothing = input.values.length > 52 && f.now > f.yearAgo;
    if (!grewFromNothing) return [];
    return [
      { en: 'growth on the year: from next to nothing, no figure', zh: '同比：从近乎为零起步，无法计算' },
    ];
  }
  const [adjusted, adjustedZh] = signedOrNone(f.growthAdjusted);
  const [raw, rawZh] = signedOrNone(f.growthRaw);
  return [
    {
      en: `growth on the year: ${adjusted} adjusted for season, ${raw} as counted over 13 weeks`,
      zh: `同比：去季节后 ${adjustedZh}，按 13 周计数 ${rawZh}`,
    },
  ];
}

/** The stages that say where a concept is going now; the year may say otherwise, and then both are told. */
const GOING_UP: readonly Stage[] = ['rising', 'emerging'];
/** Growth on the year from which it counts as against the stage. */
const AGAINST = 0.15;

function contradiction({ stage, figures: f }: Told): Reason[] {
  const year = f.growthRaw ?? f.growthAdjusted;
  if (year === null) return [];
  const quarter = signed(f.now / Math.max(1e-9, f.quarterAgo) - 1);
  if (GOING_UP.includes(stage) && year < -AGAINST) {
    return [
      {
        en: `up of late from a lower level: ${quarter} in a quarter, but still ${signed(year)} on the year`,
        zh: `近来自低位回升：一季度 ${quarter}，但同比仍为 ${signed(year)}`,
      },
    ];
  }
  if (stage === 'declining' && year > AGAINST) {
    return [
      {
        en: `down of late from a higher level: ${quarter} in a quarter, but still ${signed(year)} on the year`,
        zh: `近来自高位回落：一季度 ${quarter}，但同比仍为 ${signed(year)}`,
      },
    ];
  }
  return [];
}

function seasonReason({ figures: f, flags, input }: Told): Reason {
  const years = Math.floor(input.values.length / Math.max(1, input.season));
  if (input.season < 8) return { en: 'season not looked for', zh: '未检验季节性' };
  if (years < 2) {
    const [known, needed] = [input.values.length, 2 * input.season];
    return {
      en: `season unknown: ${known} of ${needed} weeks needed to see one`,
      zh: `季节性未知：判断需 ${needed} 周，现有 ${known} 周`,
    };
  }
  const held = `${Math.round(100 * Math.max(0, f.seasonAgreement))} %`;
  if (!flags.includes('seasonal')) {
    return {
      en: `no season: the other years foretell ${held} of a year's shape`,
      zh: `无季节性：其他年份只能预示一年走势的 ${held}`,
    };
  }
  const swing = f.seasonSwing.toFixed(1);
  return {
    en: `seasonal: the other years foretell ${held} of a year's shape; its height is ${swing} times its low`,
    zh: `季节性：其他年份可预示一年走势的 ${held}；旺季为淡季的 ${swing} 倍`,
  };
}

function percent(value: number): string {
  return `${(100 * value).toFixed(value < 0.01 ? 2 : 1)} %`;
}

function share(part: number, whole: number): string {
  return whole > 0 ? `${Math.round((100 * part) / whole)} %` : '0 %';
}

/** A growth as far as it is known, in English and in Chinese. */
function signedOrNone(value: number | null): [string, string] {
  if (value === null) return ['unknown', '未知'];
  if (value >= FROM_NOTHING) return ['from next to nothing', '从近乎为零起步'];
  return [signed(value), signed(value)];
}

function signed(value: number): string {
  return `${value >= 0 ? '+' : ''}${Math.round(100 * value)} %`;
}
