/** Published dates in every form both languages use, as ISO 8601; null when the text holds none. */
import { formatDate, monthOf, timeParts, zoneMinutes, type DateParts } from './parse-date-parts.ts';
import { chineseNumber, relativeDate } from './parse-date-relative.ts';

const ISO =
  /(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(?:([ap])\.?m\b\.?)?\s*(Z|[+-]\d{2}(?::?\d{2})?(?!\d)|UTC|GMT)?)?(?!\d)/i;

type Rule = [
  RegExp,
  (match: RegExpExecArray, rest: string, before: string, dayFirst: boolean) => DateParts | null,
];

const NAME = '([A-Za-zÀ-ÿ]{3,10})';
const CHINESE_DIGITS = '〇一二三四五六七八九';

const RULES: Rule[] = [
  [
    ISO,
    (m) => ({
      year: +m[1]!,
      month: +m[2]!,
      day: +m[3]!,
      hour: m[4] === undefined ? undefined : hourOf(+m[4], m[7]),
      minute: +(m[5] ?? 0),
      second: +(m[6] ?? 0),
      zone: zoneMinutes(m[8]),
    }),
  ],
  [
    /(民國|民国|令和|平成|昭和)\s*(\d{1,3}|元)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号號]?/,
    (m, rest) => ({ year: eraYear(m[1]!, m[2]!), month: +m[3]!, day: +m[4]!, ...timeParts(rest) }),
  ],
  [
    /(?<!\d)(\d{4}|\d{2})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号號]?/,
    (m, rest) => ({ year: fullYear(m[1]!), month: +m[2]!, day: +m[3]!, ...timeParts(rest) }),
  ],
  [
    /([〇零○Ｏ一二三四五六七八九]{4})\s*年\s*([一二三四五六七八九十]{1,2})\s*月\s*([一二三四五六七八九十廿卅]{1,3})\s*[日号號]?/,
    (m, rest) => ({
      year: chineseYear(m[1]!),
      month: chineseNumber(m[2]!) ?? 0,
      day: chineseNumber(m[3]!) ?? 0,
      ...timeParts(rest),
    }),
  ],
  [
    /(\d{4})\s*년\s*(\d{1,2})\s*월\s*(\d{1,2})\s*일/,
    (m, rest) => ({ year: +m[1]!, month: +m[2]!, day: +m[3]!, ...timeParts(rest) }),
  ],
  [
    /(?<!\d)(\d{4})([./])\s?(\d{1,2})\2\s?(\d{1,2})(?!\d)/,
    (m, rest) => ({ year: +m[1]!, month: +m[3]!, day: +m[4]!, ...timeParts(rest) }),
  ],
  [
    new RegExp(
      `(?<![\\d])(\\d{1,2})(?:st|nd|rd|th|er|\\.)?[\\s-]+(?:of\\s+|de\\s+|di\\s+)?${NAME}\\.?,?[\\s-]+(?:de\\s+)?'?(\\d{4}|\\d{2}(?=\\s+\\d{1,2}:))(?!\\d)`,
      'i',
    ),
    (m, rest, before) => withMonth(m[2]!, +m[1]!, fullYear(m[3]!), timeParts(rest, before)),
  ],
  [
    new RegExp(`${NAME}\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?(?:\\s*,\\s*|\\s+)(\\d{4})(?!\\d)`, 'i'),
    (m, rest, before) => withMonth(m[1]!, +m[2]!, +m[3]!, timeParts(rest, before)),
  ],
  [
    /(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\s+([a-z]{3})[a-z]*\s+(\d{1,2})\s+([\d:]{5,8})\s+(?:([a-z+:\d]+)\s+)?(\d{4})/i,
    (m) => withMonth(m[1]!, +m[2]!, +m[5]!, timeParts(`${m[3]} ${m[4] ?? ''}`)),
  ],
  [
    /(?<!\d)(20\d{2}|19\d{2})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{2}:?\d{2})?)?(?!\d)/,
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
    /(?<!\d)(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/,
    (m, rest, before, dayFirst) => dayMonthYear(m, timeParts(rest, before), dayFirst),
  ],
];

function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  return half.toLowerCase() === 'p' ? (hour % 12) + 12 : hour % 12;
}

type Clock = ReturnType<typeof timeParts>;

function withMonth(name: string, day: number, year: number, clock: Clock): DateParts | null {
  const month = monthOf(name);
  return month === 0 ? null : { year, month, day, ...clock };
}

/** 3.4.2020 is day first; 3/4/2020 is month first (United States) unless that cannot be or the page's country says so. */
function dayMonthYear(match: RegExpExecArray, clock: Clock, countryDayFirst: boolean): DateParts {
  const [a, b] = [+match[1]!, +match[3]!];
  const dayFirst = (match[2] !== '/' || a > 12 || countryDayFirst) && b <= 12;
  return { year: fullYear(match[4]!), month: dayFirst ? b : a, day: dayFirst ? a : b, ...clock };
}

const fullYear = (digits: string): number => (digits.length === 4 ? +digits : 2000 + +digits);

/** First years of the eras, less one: Minguo 1912, Reiwa 2019, Heisei 1989, Showa 1926. */
const ERAS: Record<string, number> = { 民國: 1911, 民国: 1911, 令和: 2018, 平成: 1988, 昭和: 1925 };
const eraYear = (era: string, year: string): number => ERAS[era]! + (year === '元' ? 1 : +year);

const chineseYear = (digits: string): number =>
  Number(digits.replaceAll(/./g, (digit) => String(Math.max(CHINESE_DIGITS.indexOf(digit), 0))));

/** Seconds or milliseconds since 1970, between 1995 and 2100. */
function epochDate(text: string): string | null {
  const digits = /^(?:\/?Date\()?(\d{10}|\d{13})(?:\)\/?)?$/.exec(text)?.[1];
  if (digits === undefined) return null;
  const at = Number(digits) * (digits.length === 10 ? 1_000 : 1);
  return at < 788_918_400_000 || at > 4_102_444_800_000 ? null : new Date(at).toISOString();
}

export interface DateReading {
  /** What relative dates are told against; without it they are not read. */
  fetchedAt?: Date;
  /** In the page's country 3/4/2020 is the third of April. */
  dayFirst?: boolean;
}

export function parseDate(value: string, reading?: Date | DateReading): string | null {
  const { fetchedAt, dayFirst = false } = reading instanceof Date ? { fetchedAt: reading } : (reading ?? {});
  const text = value.slice(0, 400).normalize('NFKC').trim().slice(0, 200);
  if (text === '') return null;
  const epoch = epochDate(text);
  if (epoch !== null) return epoch;
  for (const [form, build] of RULES) {
    const match = form.exec(text);
    const parts =
      match && build(match, text.slice(match.index + match[0].length), text.slice(0, match.index), dayFirst);
    const formatted = parts && formatDate(parts);
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

/** When a document counts as published. Midnight on the dot is how a day alone is told: it stays that day in every zone. */
export function toPublished(iso: string | null): Date | null {
  const midnight = iso === null ? null : /^(\d{4}-\d{2}-\d{2})T00:00:00(?:\.0+)?[+-]\d{2}:\d{2}$/.exec(iso);
  return toInstant(midnight?.[1] ?? iso);
}
