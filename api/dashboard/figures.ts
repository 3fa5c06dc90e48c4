import type { Language } from '../../core/words.ts';

/** Numbers as people read them. null is said by the caller, never printed as 0. */
export function percent(value: number, digits = 0): string {
  return `${(value * 100).toFixed(digits)}\u00a0%`;
}

/** A share of documents: small ones keep their digits. */
export function sharePercent(value: number): string {
  const points = value * 100;
  return `${points.toFixed(points >= 10 ? 1 : points >= 0.1 ? 2 : 3)}\u00a0%`;
}

/** A probability or confidence: nothing is ever wholly certain, so never 100 %. */
export function sure(value: number): string {
  return value > 0.99 ? `> 99\u00a0%` : percent(value);
}

/** A change against before: `+82 %`; from three times on the multiple, `×7.5`, as percent would be unreadable. */
export function change(value: number): string {
  if (value >= 1.995) return `×${(value + 1).toFixed(value >= 8.995 ? 0 : 1)}`;
  const points = Math.round(value * 100);
  return `${points > 0 ? '+' : points < 0 ? '−' : '±'}${Math.abs(points)}\u00a0%`;
}

export function signed(value: number, digits = 2): string {
  return `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(value).toFixed(digits)}`;
}

export function count(value: number, language: Language): string {
  return new Intl.NumberFormat(language === 'zh' ? 'zh-CN' : 'en-GB').format(value);
}

export function dayWords(day: string, language: Language): string {
  return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${day.slice(0, 10)}T00:00:00Z`));
}

export function instantWords(at: string | null, language: Language): string | null {
  if (at === null) return null;
  return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'UTC',
    hourCycle: 'h23',
  }).format(new Date(at));
}

/** A figure in its words, or a dash where it is not known. */
export function either(value: number | null, words: (value: number) => string): string {
  return value === null ? '–' : words(value);
}
