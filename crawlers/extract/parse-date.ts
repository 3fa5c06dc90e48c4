/** Published dates in every form both languages use, as ISO 8601; null when the text holds none. */

const MONTHS: Record<string, number> = {};
const MONTH_NAMES = [
  'jan january janvier januar enero gennaio ene gen',
  'feb february février fevrier februar febrero febbraio fev',
  'mar march mars märz maerz marzo mär',
  'apr april avril abril aprile abr avr',
  'may mai mayo maggio mag',
  'jun june juin juni junio giugno giu',
  'jul july juillet juli julio luglio lug',
  'aug august août aout agosto ago',
  'sep sept september septembre septiembre settembre set',
  'oct october octobre oktober octubre ottobre okt ott',
  'nov november novembre noviembre',
  'dec december décembre decembre dezember diciembre dicembre dez dic',
];
MONTH_NAMES.forEach((names, month) => {
  for (const name of names.split(' ')) MONTHS[name] = month + 1;
});

const ZONES: Record<string, number> = {
  z: 0,
  ut: 0,
  utc: 0,
  gmt: 0,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
  bst: 60,
  cet: 60,
  cest: 120,
  jst: 540,
  kst: 540,
  ist: 330,
  aest: 600,
  aedt: 660,
};

interface Parts {
  year: number;
  month: number;
  day: number;
  hour?: number;
  minute?: number;
  second?: number;
  /** Minutes east of UTC; undefined when the page did not say. */
  zone?: number;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** A day alone stays a day; a time without a zone keeps the page's own wall clock (no zone is made up). */
function format(parts: Parts): string | null {
  const { year, month, day } = parts;
  const check = new Date(Date.UTC(year, month - 1, day));
  if (year < 1970 || year > 2100 || check.getUTCMonth() !== month - 1 || check.getUTCDate() !== day)
    return null;
  const date = `${year}-${two(month)}-${two(day)}`;
  if (parts.hour === undefined || parts.hour > 23 || (parts.minute ?? 0) > 59) return date;
  const time = `${two(parts.hour)}:${two(parts.minute ?? 0)}:${two(Math.min(59, parts.second ?? 0))}`;
  if (parts.zone === undefined) return `${date}T${time}`;
  const sign = parts.zone < 0 ? '-' : '+';
  const minutes = Math.abs(parts.zone);
  return `${date}T${time}${parts.zone === 0 ? 'Z' : `${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`}`;
}

function zoneMinutes(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const named = ZONES[text.toLowerCase()];
  if (named !== undefined) return named;
  const match = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(text);
  if (!match) return undefined;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3] ?? 0));
}

const TIME =
  /(?<![\d.])(\d{1,2})[:：.](\d{2})(?:[:：](\d{2})(?:[.,]\d+)?)?\s*(a\.?m\b|p\.?m\b)?\s*(z\b|utc|gmt|[ecmp][sd]t\b|[+-]\d{2}:?\d{2}\b)?/i;

/** The time of day in what follows a date. */
function timeParts(rest: string, before = ''): Pick<Parts, 'hour' | 'minute' | 'second' | 'zone'> {
  const match = TIME.exec(rest.slice(0, 40)) ?? TIME.exec(before.slice(-14));
  if (!match) return {};
  let hour = Number(match[1]);
  const half = match[4]?.toLowerCase()[0] ?? (/下午|晚上|傍晚/.test(rest.slice(0, 6)) ? 'p' : undefined);
  if (half === 'p' && hour < 12) hour += 12;
  if (half === 'a' && hour === 12) hour = 0;
  return { hour, minute: Number(match[2]), second: Number(match[3] ?? 0), zone: zoneMinutes(match[5]) };
}

const ISO =
  /(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2}|UTC|GMT)?)?(?!\d)/i;

type Rule = [RegExp, (match: RegExpExecArray, rest: string, before: string) => Parts | null];

const monthOf = (name: string): number => MONTHS[name.toLowerCase().replace('.', '')] ?? 0;
const NAME = '([A-Za-zÀ-ÿ]{3,10})';

const RULES: Rule[] = [
  [
    ISO,
    (m) => ({
      year: +m[1]!,
      month: +m[2]!,
      day: +m[3]!,
      hour: m[4] === undefined ? undefined : +m[4],
      minute: +(m[5] ?? 0),
      second: +(m[6] ?? 0),
      zone: zoneMinutes(m[7]),
    }),
  ],
  [
    /(\d{4}|\d{2})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号號]?/,
    (m, rest) => ({ year: fullYear(m[1]!), month: +m[2]!, day: +m[3]!, ...timeParts(rest) }),
  ],
  [
    /(\d{4})\s*년\s*(\d{1,2})\s*월\s*(\d{1,2})\s*일/,
    (m, rest) => ({ year: +m[1]!, month: +m[2]!, day: +m[3]!, ...timeParts(rest) }),
  ],
  [
    /(?<!\d)(\d{4})[./](\d{1,2})[./](\d{1,2})(?!\d)/,
    (m, rest) => ({ year: +m[1]!, month: +m[2]!, day: +m[3]!, ...timeParts(rest) }),
  ],
  [
    new RegExp(
      `(?<![\\d])(\\d{1,2})(?:st|nd|rd|th|er|\\.)?[\\s-]+(?:of\\s+|de\\s+|di\\s+)?${NAME}\\.?,?[\\s-]+(?:de\\s+)?'?(\\d{4}|\\d{2}(?=\\s+\\d{1,2}:))(?!\\d)`,
      'i',
    ),
    (m, rest) => withMonth(m[2]!, +m[1]!, fullYear(m[3]!), rest),
  ],
  [
    new RegExp(`${NAME}\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?(?:\\s*,\\s*|\\s+)(\\d{4})(?!\\d)`, 'i'),
    (m, rest) => withMonth(m[1]!, +m[2]!, +m[3]!, rest),
  ],
  [
    /(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\s+([a-z]{3})[a-z]*\s+(\d{1,2})\s+([\d:]{5,8})\s+(?:[a-z+:\d]+\s+)?(\d{4})/i,
    (m) => withMonth(m[1]!, +m[2]!, +m[4]!, m[3]!),
  ],
  [
    /(?<!\d)(20\d{2}|19\d{2})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?(?!\d)/,
    (m) => ({
      year: +m[1]!,
      month: +m[2]!,
      day: +m[3]!,
      hour: m[4] === undefined ? undefined : +m[4],
      minute: +(m[5] ?? 0),
      second: +(m[6] ?? 0),
    }),
  ],
  [/(?<!\d)(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/, (m, rest) => dayMonthYear(m, rest)],
];

function withMonth(name: string, day: number, year: number, rest: string): Parts | null {
  const month = monthOf(name);
  return month === 0 ? null : { year, month, day, ...timeParts(rest) };
}

/** 3.4.2020 is day first in Europe; 3/4/2020 is month first in the United States unless that cannot be. */
function dayMonthYear(match: RegExpExecArray, rest: string): Parts | null {
  const [a, b] = [+match[1]!, +match[3]!];
  const dayFirst = match[2] !== '/' || a > 12;
  const year = fullYear(match[4]!);
  return { year, month: dayFirst && b <= 12 ? b : a, day: dayFirst && b <= 12 ? a : b, ...timeParts(rest) };
}

const fullYear = (digits: string): number => (digits.length === 4 ? +digits : 2000 + +digits);

const UNIT_MS: [RegExp, number][] = [
  [/^(秒|sec)/i, 1_000],
  [/^(分|min)/i, 60_000],
  [/^(个?小时|個?小時|時間|hour|hr|h\b)/i, 3_600_000],
  [/^(天|日|day|d\b)/i, 86_400_000],
  [/^(周|週|个?星期|week|w\b)/i, 604_800_000],
  [/^(个月|個月|月|month|mo\b)/i, 2_592_000_000],
  [/^(年|year|yr)/i, 31_536_000_000],
];
const RELATIVE =
  /(\d{1,3}|半|an?\b|one\b)\s*(秒|分|个?小时|個?小時|時間|天|日|周|週|个?星期|个月|個月|月|年|sec|min|hour|hr|day|week|month|year)[^\s前ago]*\s*(?:钟)?(?:之前|以前|前|ago\b)/i;
const DAYS_BACK: [RegExp, number][] = [
  [/刚刚|剛剛|just now|moments? ago/i, 0],
  [/前天|day before yesterday/i, 2],
  [/昨天|昨日|yesterday/i, 1],
  [/今天|今日|today/i, 0],
];

/** Dates told against the time of fetching: `3天前`, `昨天 12:30`, `2 hours ago`. */
function relativeDate(text: string, fetchedAt: Date): string | null {
  const match = RELATIVE.exec(text);
  if (match) {
    const unit = UNIT_MS.find(([form]) => form.test(match[2]!))?.[1] ?? 0;
    const amount = match[1] === '半' ? 0.5 : /^\d/.test(match[1]!) ? Number(match[1]) : 1;
    const at = new Date(fetchedAt.getTime() - amount * unit).toISOString();
    return unit >= 86_400_000 ? at.slice(0, 10) : `${at.slice(0, 19)}Z`;
  }
  for (const [form, days] of DAYS_BACK) {
    const found = form.exec(text);
    if (!found) continue;
    const day = new Date(fetchedAt.getTime() - days * 86_400_000);
    const parts = { year: day.getUTCFullYear(), month: day.getUTCMonth() + 1, day: day.getUTCDate() };
    return format({ ...parts, ...timeParts(text.slice(found.index + found[0].length)) });
  }
  return withoutYear(text, fetchedAt);
}

/** `3月5日` and `03-05 12:30` mean the last such day before the page was fetched. */
function withoutYear(text: string, fetchedAt: Date): string | null {
  const match =
    /(?<!\d)(\d{1,2})\s*月\s*(\d{1,2})\s*[日号號]/.exec(text) ??
    /^\s*(\d{2})-(\d{2})(?=\s+\d{1,2}:\d{2}|\s*$)/.exec(text);
  if (!match) return null;
  const rest = text.slice(match.index + match[0].length);
  const parts = { year: fetchedAt.getUTCFullYear(), month: +match[1]!, day: +match[2]!, ...timeParts(rest) };
  if (Date.UTC(parts.year, parts.month - 1, parts.day) > fetchedAt.getTime() + 86_400_000) parts.year -= 1;
  return format(parts);
}

export function parseDate(value: string, fetchedAt?: Date): string | null {
  const text = value.trim().slice(0, 200);
  if (text === '') return null;
  if (/^\d{10}$/.test(text)) return new Date(Number(text) * 1000).toISOString();
  if (/^\d{13}$/.test(text)) return new Date(Number(text)).toISOString();
  for (const [form, build] of RULES) {
    const match = form.exec(text);
    const parts =
      match && build(match, text.slice(match.index + match[0].length), text.slice(0, match.index));
    const formatted = parts && format(parts);
    if (formatted) return formatted;
  }
  return fetchedAt ? relativeDate(text, fetchedAt) : null;
}

/** A formatted date as an instant; a wall clock without a zone is read as UTC. */
export function toInstant(iso: string | null): Date | null {
  if (iso === null) return null;
  const zoned = /T/.test(iso) && !/(Z|[+-]\d{2}:\d{2})$/.test(iso) ? `${iso}Z` : iso;
  const at = new Date(zoned);
  return Number.isNaN(at.getTime()) ? null : at;
}
