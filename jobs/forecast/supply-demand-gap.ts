/** Growth of one concept in one market, by the side of the market it speaks of. */
export interface SideGrowth {
  key: string;
  /** Growth in social and in review; null where it is not known. */
  social: number | null;
  review: number | null;
  commerce: number | null;
}

/** Below this a share has all but vanished; the log must not run away. */
const LEAST_RATIO = 0.05;

/**
 * supplyDemandGap = z(growth in social and review) − z(growth in commerce) over all concepts of a market. Growth is
 * a ratio, so it is compared on the log scale: one concept that grew tenfold must not flatten all others.
 */
export function supplyDemandGaps(concepts: readonly SideGrowth[]): Map<string, number> {
  const demand = zScores(concepts.map(({ social, review }) => meanOf([social, review].map(logGrowth))));
  const supply = zScores(concepts.map(({ commerce }) => logGrowth(commerce)));
  const gaps = new Map<string, number>();
  concepts.forEach(({ key }, at) => {
    const [d, s] = [demand[at] ?? null, supply[at] ?? null];
    if (d !== null && s !== null) gaps.set(key, Math.round((d - s) * 1e4) / 1e4);
  });
  return gaps;
}

function logGrowth(growth: number | null): number | null {
  return growth === null ? null : Math.log(Math.max(LEAST_RATIO, 1 + growth));
}

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((a, b) => a + b, 0) / known.length;
}

/** Standard scores of the known values; null where unknown, or where fewer than three are known. */
function zScores(values: readonly (number | null)[]): (number | null)[] {
  const known = values.filter((value) => value !== null);
  const mean = meanOf(known);
  if (mean === null || known.length < 3) return values.map(() => null);
  const deviation = Math.sqrt(
    known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (known.length - 1),
  );
  if (!(deviation > 0)) return values.map(() => null);
  return values.map((value) => (value === null ? null : (value - mean) / deviation));
}
