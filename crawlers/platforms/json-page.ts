import type { RawPage } from '../../core/content.ts';
import { AppError } from '../../core/errors.ts';
import { drop, type PageReading } from './platform.ts';

export type Json = Record<string, unknown>;

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A JSON answer, or UNREADABLE with the reason `bad-json`. */
export function parseJsonPage(page: RawPage): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(page.body)) as unknown;
  } catch (cause) {
    throw new AppError('UNREADABLE', `${page.url} is not JSON`, { cause, details: { reason: 'bad-json' } });
  }
}

/** The records of a list, wherever it is: nothing else in it counts. */
export const jsonRecords = (value: unknown): Json[] =>
  Array.isArray(value) ? (value as unknown[]).filter((item) => isJson(item)) : [];

/** The records of an answer's main list; what is not as the protocol has it is counted. */
export function mainRecords(reading: PageReading, value: unknown): Json[] {
  if (!Array.isArray(value)) {
    drop(reading, 'bad-shape');
    return [];
  }
  const records = jsonRecords(value);
  if (records.length < value.length) drop(reading, 'bad-entry', value.length - records.length);
  return records;
}

export const jsonText = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value : typeof value === 'number' ? String(value) : null;

export const jsonNumber = (value: unknown): number | undefined => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
};

/** The `rel="next"` of a Link header (RFC 8288), on the host that sent it. */
export function linkNext(page: RawPage): URL | null {
  const link = /<([^<>]+)>\s*;\s*rel="?next"?/i.exec(page.headers['link'] ?? '')?.[1];
  if (link === undefined || !URL.canParse(link, page.finalUrl)) return null;
  const url = new URL(link, page.finalUrl);
  return url.host === new URL(page.finalUrl).host ? url : null;
}

/** A number that counts something: whole, not negative, and within 32 bits. */
export function jsonCount(value: unknown): number | undefined {
  const number = jsonNumber(value);
  return number !== undefined && number >= 0 && number < 2 ** 31 ? Math.round(number) : undefined;
}
