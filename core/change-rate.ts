/** One visit of a source: how long after the visit before, and whether it found anything changed. */
export interface Visit {
  hours: number;
  changed: boolean;
}

const BISECTIONS = 60;

/**
 * Changes an hour of a source that is visited now and then, each visit seeing only whether there was a change: the
 * maximum likelihood of a Poisson process, with half an unchanged visit added against its bias (Cho and Garcia-Molina,
 * "Estimating frequency of change", ACM TOIT 3(3), 2003, sections 4 and 5). 0 when no visit saw a change.
 */
export function changesPerHour(visits: readonly Visit[]): number {
  const seen = visits.filter(({ hours }) => hours > 0);
  const changed = seen.filter((visit) => visit.changed);
  if (changed.length === 0) return 0;
  const meanHours = seen.reduce((sum, { hours }) => sum + hours, 0) / seen.length;
  const unchangedHours =
    seen.filter((visit) => !visit.changed).reduce((sum, { hours }) => sum + hours, 0) + meanHours / 2;
  const excess = (rate: number): number =>
    changed.reduce((sum, { hours }) => sum + hours / Math.expm1(rate * hours), 0) - unchangedHours;
  let low = 0;
  let high = 1 / meanHours;
  while (excess(high) > 0) high *= 2;
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = (low + high) / 2;
    if (excess(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

export interface Cadence {
  hours: number;
  /** One sentence for people. */
  reason: string;
}

export interface CadenceInput {
  declaredHours: number;
  /** False keeps to what is declared. */
  adaptive: boolean;
  /** The latest first or last: their order does not matter. */
  visits: readonly Visit[];
  /** Runs in a row, up to the latest, that the host let nothing come of. */
  blockedInARow: number;
}

const FEWEST_VISITS = 4;
const LEAST_HOURS = 0.25;
const SPREAD = 4;

/** How often to ask a source: one change a visit is aimed at, between a quarter of what is declared and four times it. */
export function cadenceOf(input: CadenceInput): Cadence {
  const { declaredHours, adaptive, blockedInARow } = input;
  const visits = input.visits.filter(({ hours }) => hours > 0);
  const shortest = Math.max(LEAST_HOURS, declaredHours / SPREAD);
  const longest = declaredHours * SPREAD;
  if (blockedInARow > 0) {
    const hours = Math.min(declaredHours * 2 ** blockedInARow, longest);
    return { hours, reason: `blocked in ${runs(blockedInARow)} in a row: asked less often` };
  }
  if (!adaptive) return { hours: declaredHours, reason: 'as declared: it is not to adapt' };
  if (visits.length < FEWEST_VISITS) {
    const reason = `as declared: ${visits.length} of the ${FEWEST_VISITS} runs that an estimate needs`;
    return { hours: declaredHours, reason };
  }
  const rate = changesPerHour(visits);
  const wanted = rate === 0 ? longest : 1 / rate;
  const hours = Math.round(Math.min(Math.max(wanted, shortest), longest) * 100) / 100;
  const changed = visits.filter((visit) => visit.changed).length;
  const every = rate === 0 ? 'no change seen' : `a change about every ${inWords(1 / rate)}`;
  const reason = `new things in ${changed} of ${runs(visits.length)}: ${every}, asked every ${inWords(hours)}`;
  return { hours, reason };
}

const runs = (count: number): string => (count === 1 ? '1 run' : `${count} runs`);

function inWords(hours: number): string {
  if (hours < 1) return `${Math.round(hours * 60)} min`;
  return hours < 48 ? `${Math.round(hours * 10) / 10} h` : `${Math.round((hours / 24) * 10) / 10} days`;
}
