import type { Lead } from '../core/trend.ts';

export interface LeadOptions {
  maxLag: number;
}

/** First version: no leads are claimed until the tests are in. */
export function findLeads(
  _series: readonly { key: string; values: (number | null)[] }[],
  _options: LeadOptions = { maxLag: 26 },
): Lead[] {
  return [];
}
