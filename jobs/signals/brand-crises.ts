import { judgeCrisis, type Crisis } from '../../core/crisis.ts';
import { addWeeks, type Week } from '../../core/dates.ts';
import type { BrandWeek } from '../../storage/signals.ts';

export interface BrandCrisis extends Crisis {
  brand: string;
  labelZh: string;
  labelEn: string;
  /** `all` where the brand is in a crisis over all markets together. */
  market: string;
  /** The single markets where it is, the worst first. */
  markets: string[];
}

/**
 * Brands in a crisis in the weeks before `until`, each told once: over all markets where the whole tells it,
 * else once for each market that does.
 */
export function findBrandCrises(rows: readonly BrandWeek[], until: Week): BrandCrisis[] {
  const cells = new Map<string, BrandWeek[]>();
  for (const row of rows) {
    const key = `${row.brand}|${row.market}`;
    cells.set(key, [...(cells.get(key) ?? []), row]);
  }
  const found = [...cells.values()].flatMap((weeks) => crisisOf(weeks, addWeeks(until, -1)));
  const whole = new Set(found.filter(({ market }) => market === 'all').map(({ brand }) => brand));
  return found
    .filter(({ brand, market }) => market === 'all' || !whole.has(brand))
    .map((crisis) => ({
      ...crisis,
      markets: found
        .filter(({ brand, market }) => brand === crisis.brand && market !== 'all')
        .sort((a, b) => b.score - a.score)
        .map(({ market }) => market),
    }));
}

function crisisOf(weeks: readonly BrandWeek[], lastWeek: Week): BrandCrisis[] {
  const first = weeks[0];
  const crisis = judgeCrisis(weeks, lastWeek);
  if (!first || !crisis?.alarm) return [];
  const { brand, labelZh, labelEn, market } = first;
  return [{ brand, labelZh, labelEn, market, markets: [], ...crisis }];
}
