import type { RawPage } from '../../core/content.ts';
import { AppError } from '../../core/errors.ts';

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

export const jsonText = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value : typeof value === 'number' ? String(value) : null;

export const jsonNumber = (value: unknown): number | undefined => {
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
};
