/** What a date is made of, the words it is written with, and its form as ISO 8601. */

const MONTHS: Record<string, number> = {};
const MONTH_NAMES = [
  'jan january janvier januar enero gennaio januari ene gen jänner jän',
  'feb february février fevrier februar febrero febbraio februari fev feber',
  'mar march mars märz maerz marzo mär mrz maart mrt março marco',
  'apr april avril abril aprile abr avr',
  'may mai mayo maggio mag mei maj maio',
  'jun june juin juni junio giugno giu junho',
  'jul july juillet juli julio luglio lug julho',
  'aug august août aout agosto ago augustus augusti',
  'sep sept september septembre septiembre settembre set setembro',
  'oct october octobre oktober octubre ottobre okt ott outubro out',
  'nov november novembre noviembre novembro',
  'dec december décembre decembre dezember diciembre dicembre dez dic dezembro',
];
MONTH_NAMES.forEach((names, month) => {
  for (const name of names.split(' ')) MONTHS[name] = month + 1;
});

/** 1 to 12, or 0 for what is no month. */
export const monthOf = (name: string): number => MONTHS[name.toLowerCase().replace('.', '')] ?? 0;

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

export interface DateParts {
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
export function formatDate(parts: DateParts): string | null {
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

export function zoneMinutes(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const named = ZONES[text.toLowerCase()];
  if (named !== undefined) return named;
  const match = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(text);
  if (!match) return undefined;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3] ?? 0));
}

const CLOCK =
  /(?<![\d.])(\d{1,2})\s*[:：.时時点點]\s*(\d{2})(?!\.\d)(?:[:：分](\d{2})?(?:[.,]\d+)?)?\s*(a\.?m\b|p\.?m\b)?\s*(z\b|utc|gmt|[ecmp][sd]t\b|[bjk]st\b|ce[s]?t\b|[+-]\d{2}:?\d{2}\b)?/i;
const AFTERNOON = /下午|晚上|傍晚|午後|오후/;

/** The time of day in what follows a date, or stands right before it. */
export function timeParts(rest: string, before = ''): Pick<DateParts, 'hour' | 'minute' | 'second' | 'zone'> {
  const match = CLOCK.exec(rest.slice(0, 40)) ?? CLOCK.exec(before.slice(-14));
  if (!match) return {};
  let hour = Number(match[1]);
  const half = match[4]?.toLowerCase()[0] ?? (AFTERNOON.test(rest.slice(0, 12)) ? 'p' : undefined);
  if (half === 'p' && hour < 12) hour += 12;
  if (half === 'a' && hour === 12) hour = 0;
  return { hour, minute: Number(match[2]), second: Number(match[3] ?? 0), zone: zoneMinutes(match[5]) };
}
