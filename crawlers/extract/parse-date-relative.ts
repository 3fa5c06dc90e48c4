import { formatDate, monthOf, timeParts } from './parse-date-parts.ts';

const DAY_MS = 86_400_000;
const UNIT_MS: [RegExp, number][] = [
  [/^(秒|sec)/i, 1_000],
  [/^(分|min)/i, 60_000],
  [/^(个?小时|個?小時|個?鐘頭|时|時|hour|hr|h$)/i, 3_600_000],
  [/^(天|日|day|d$)/i, DAY_MS],
  [/^(周|週|个?星期|個?星期|个?礼拜|week|wk|w$)/i, 7 * DAY_MS],
  [/^(个月|個月|か月|ヶ月|月|month|mo)/i, 30 * DAY_MS],
  [/^(年|year|yr)/i, 365 * DAY_MS],
];
const RELATIVE =
  /(\d{1,3}|[一二两兩三四五六七八九十]{1,2}|半|\ban?\b|\bone\b)\s*(秒|分|个?小时|個?小時|個鐘頭|時間|天|日|周|週|个?星期|個星期|个礼拜|个月|個月|か月|ヶ月|月|年|sec|min|hour|hrs?\b|h\b|day|d\b|week|wk|w\b|month|mo\b|year|yr)[^\s前ago]{0,4}\s*(?:钟|鐘)?(?:之前|以前|前|ago\b)/i;
const DAYS_BACK: [RegExp, number][] = [
  [/刚刚|剛剛|just now|moments? ago/i, 0],
  [/前天|一昨日|day before yesterday/i, 2],
  [/昨天|昨日|昨晚|yesterday/i, 1],
  [/今天|今日|今晨|今早|\btoday\b/i, 0],
];
const CJK = /[\u3040-\u30ff\u4e00-\u9fff]/;

/** A Chinese reader's day begins eight hours before that of UTC. */
const dayOf = (at: number, text: string): Date => new Date(at + (CJK.test(text) ? 8 * 3_600_000 : 0));

const DIGITS = '〇一二三四五六七八九';

/** 1 to 99 in Chinese numerals: 五, 十五, 廿一, 三十一. Null for anything else. */
export function chineseNumber(text: string): number | null {
  const match = /^([一二两兩三四五六七八九廿卅])?(十)?([一二三四五六七八九])?$/.exec(text);
  if (!match || text === '') return null;
  const [, lead = '', ten = '', unit = ''] = match;
  const tens =
    lead === '廿' ? 2 : lead === '卅' ? 3 : Math.max(DIGITS.indexOf(lead.replace(/[两兩]/, '二')), 0);
  const units = unit === '' ? 0 : DIGITS.indexOf(unit);
  if (ten !== '') return (lead === '' ? 1 : tens) * 10 + units;
  if (lead === '廿' || lead === '卅') return tens * 10 + units;
  return lead === '' ? units : unit === '' ? tens : null;
}

function amountOf(text: string): number {
  if (text === '半') return 0.5;
  return /^\d/.test(text) ? Number(text) : (chineseNumber(text) ?? 1);
}

/** Dates told against the time of fetching: `3天前`, `昨天 12:30`, `2 hours ago`. */
export function relativeDate(text: string, fetchedAt: Date): string | null {
  const match = RELATIVE.exec(text);
  if (match) {
    const unit = UNIT_MS.find(([form]) => form.test(match[2]!))?.[1] ?? 0;
    const at = fetchedAt.getTime() - amountOf(match[1]!) * unit;
    return unit >= DAY_MS
      ? dayOf(at, match[0]).toISOString().slice(0, 10)
      : `${new Date(at).toISOString().slice(0, 19)}Z`;
  }
  for (const [form, days] of DAYS_BACK) {
    const found = form.exec(text);
    if (!found) continue;
    const day = dayOf(fetchedAt.getTime() - days * DAY_MS, found[0]);
    const parts = { year: day.getUTCFullYear(), month: day.getUTCMonth() + 1, day: day.getUTCDate() };
    return formatDate({ ...parts, ...timeParts(text.slice(found.index + found[0].length)) });
  }
  return withoutYear(text, fetchedAt);
}

const ENGLISH_DAY =
  /^\s*(?:[a-z]{3,9}day,?\s+|(?:mon|tue|wed|thu|fri|sat|sun)\.?,?\s+)?(?:([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?|(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?)(?=\s*$|,?\s+(?:at\s+)?\d{1,2}[:.]\d{2})/i;

/** `3月5日`, `03-05 12:30` and `Mar 5` mean the last such day before the page was fetched. */
function withoutYear(text: string, fetchedAt: Date): string | null {
  const match =
    /(?<![\d年])(\d{1,2})\s*月\s*(\d{1,2})\s*[日号號]/.exec(text) ??
    /^\s*(\d{2})-(\d{2})(?=\s+\d{1,2}:\d{2}|\s*$)/.exec(text) ??
    ENGLISH_DAY.exec(text);
  if (!match) return null;
  const named = match[3] !== undefined || (match[1] !== undefined && /\p{L}/u.test(match[1]));
  const month = named ? monthOf(match[1] ?? match[4] ?? '') : +match[1]!;
  const day = match[3] === undefined ? +match[2]! : +match[3];
  if (month === 0) return null;
  const rest = text.slice(match.index + match[0].length);
  const parts = { year: fetchedAt.getUTCFullYear(), month, day, ...timeParts(rest) };
  if (Date.UTC(parts.year, month - 1, day) > fetchedAt.getTime() + DAY_MS) parts.year -= 1;
  return formatDate(parts);
}
