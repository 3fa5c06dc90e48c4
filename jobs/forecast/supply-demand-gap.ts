/** Growth in one sector, with the documents it stands on: of the last 13 weeks, and of the same weeks a year before. */
export interface Side {
  growth: number;
  recent: number;
  before: number;
}

/** Growth of one concept in one market, by the side of the market it speaks of; null where it is not known. */
export interface SideGrowth {
  key: string;
  social: Side | null;
  review: Side | null;
  commerce: Side | null;
}

interface Estimate {
  /** Log of growth's ratio. */
  value: number;
  /** Its sampling variance. */
  variance: number;
}

/** Below this a share has all but vanished; the log must not run away. */
const LEAST_RATIO = 0.05;

/**
 * supplyDemandGap = z(growth in social and review) − z(growth in commerce) over all concepts of a market. Growth is
 * a ratio, so it is compared on the log scale: one concept that grew tenfold must not flatten all others. Each sector's
 * growths are first drawn to their mean by how little stands behind them: five documents instead of one are no boom.
 */
export function supplyDemandGaps(concepts: readonly SideGrowth[]): Map<string, number> {
  const social = steadied(concepts.map((concept) => concept.social));
  const review = steadied(concepts.map((concept) => concept.review));
  const commerce = steadied(concepts.map((concept) => concept.commerce));
  const demand = zScores(concepts.map((_, at) => pooled([social[at] ?? null, review[at] ?? null])));
  const supply = zScores(commerce.map((side) => side?.value ?? null));
  const gaps = new Map<string, number>();
  concepts.forEach(({ key }, at) => {
    const [d, s] = [demand[at] ?? null, supply[at] ?? null];
    if (d !== null && s !== null) gaps.set(key, Math.round((d - s) * 1e4) / 1e4);
  });
  return gaps;
}

/**
 * Empirical Bayes (Efron and Morris 1975) on log ratios of Poisson counts: what the counts' own variance explains of
 * the spread between concepts is taken back from each, most from those with fewest documents.
 */
function steadied(sides: readonly (Side | null)[]): (Estimate | null)[] {
  const estimates = sides.map((side) => (side === null ? null : estimateOf(side)));
  const known = estimates.filter((estimate) => estimate !== null);
  const total = known.reduce((sum, { variance }) => sum + 1 / variance, 0);
  const centre = known.reduce((sum, { value, variance }) => sum + value / variance, 0) / total;
  const scatter = known.reduce((sum, { value, variance }) => sum + (value - centre) ** 2 / variance, 0);
  const squares = known.reduce((sum, { variance }) => sum + 1 / variance ** 2, 0);
  const between = Math.max(0, (scatter - (known.length - 1)) / (total - squares / total)) || 0;
  return estimates.map((estimate) => {
    if (estimate === null) return null;
    const kept = between / (between + estimate.variance);
    return { value: centre + kept * (estimate.value - centre), variance: estimate.variance };
  });
}

function estimateOf({ growth, recent, before }: Side): Estimate {
  return {
    value: Math.log(Math.max(LEAST_RATIO, 1 + growth)),
    variance: 1 / (recent + 0.5) + 1 / (before + 0.5),
  };
}

/** Mean of the known estimates, each by its precision. */
function pooled(estimates: readonly (Estimate | null)[]): number | null {
  const known = estimates.filter((estimate) => estimate !== null);
  if (known.length === 0) return null;
  const total = known.reduce((sum, { variance }) => sum + 1 / variance, 0);
  return known.reduce((sum, { value, variance }) => sum + value / variance, 0) / total;
}

/** Standard scores of the known values, all 0 where they do not differ; null where fewer than three are known. */
function zScores(values: readonly (number | null)[]): (number | null)[] {
  const known = values.filter((value) => value !== null);
  if (known.length < 3) return values.map(() => null);
  const mean = known.reduce((a, b) => a + b, 0) / known.length;
  const deviation = Math.sqrt(
    known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (known.length - 1),
  );
  const scale = deviation > 1e-9 ? deviation : Number.POSITIVE_INFINITY;
  return values.map((value) => (value === null ? null : (value - mean) / scale));
}
