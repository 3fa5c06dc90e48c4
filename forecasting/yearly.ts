import { knownValues, mean, median } from './statistics.ts';

/** How much of the year's shape comes back each year, and the shape as a factor of the level. */
export interface YearlyShape {
  seasonal: boolean;
  /** Share of the year-to-year shape that the other years foretell; 1 is a perfect season, 0 or below is none. */
  agreement: number;
  /** Highest over lowest index. */
  swing: number;
  /** One index a phase (t mod season), mean 1. */
  indices: number[];
}

const HARMONICS = 3;
const MIN_AGREEMENT = 0.35;
const MIN_SWING = 1.6;

/**
 * Is there a season? Each year's smoothed shape (share over the year's straight-line level) is foretold from the other
 * years; what cannot be foretold, a flash or a rise, is not season. Leave-one-year-out validation (Stone 1974).
 */
export function yearlyShape(values: readonly (number | null)[], season: number): YearlyShape {
  const flat = { seasonal: false, agreement: 0, swing: 1, indices: Array.from({ length: season }, () => 1) };
  const years = Math.floor(values.length / season);
  if (season < 8 || years < 2) return flat;
  const shapes = detrendedYears(values, season, years);
  const { agreement, shape } = agreeBetweenYears(shapes, season);
  const indices = shape.map((x) => Math.max(0.08, 1 + x));
  const centre = mean(indices);
  const normal = indices.map((x) => x / centre);
  const swing = Math.max(...normal) / Math.min(...normal);
  const seasonal = agreement >= MIN_AGREEMENT && swing >= MIN_SWING;
  return { seasonal, agreement, swing, indices: seasonal ? normal : flat.indices };
}

/** For each year a row of harmonic coefficients of share / level − 1, level a line between neighbouring years' means. */
function detrendedYears(values: readonly (number | null)[], season: number, years: number): number[][] {
  const start = values.length - years * season;
  const means = Array.from({ length: years }, (_, y) =>
    mean(knownValues(values.slice(start + y * season, start + (y + 1) * season))),
  );
  const out: number[][] = [];
  for (let y = 0; y < years; y++) {
    const here = means[y] ?? 0;
    if (!(here > 0)) continue;
    const slope =
      ((means[Math.min(y + 1, years - 1)] ?? here) - (means[Math.max(y - 1, 0)] ?? here)) /
      (y > 0 && y < years - 1 ? 2 : 1);
    const row: number[] = [];
    for (let t = 0; t < season; t++) {
      const at = start + y * season + t;
      const value = values[at];
      const level = Math.max(here * 0.2, here + slope * ((t + 0.5) / season - 0.5));
      row.push(value === null || value === undefined || !Number.isFinite(value) ? 0 : value / level - 1);
    }
    out.push(harmonics(row, start + y * season, season));
  }
  return out;
}

/** Fourier coefficients of one whole season: an orthogonal least squares fit. */
function harmonics(row: readonly number[], from: number, season: number): number[] {
  const out: number[] = [];
  for (let k = 1; k <= HARMONICS; k++) {
    let sine = 0;
    let cosine = 0;
    for (let t = 0; t < row.length; t++) {
      const angle = (2 * Math.PI * k * ((from + t) % season)) / season;
      sine += (row[t] ?? 0) * Math.sin(angle);
      cosine += (row[t] ?? 0) * Math.cos(angle);
    }
    out.push((2 * sine) / row.length, (2 * cosine) / row.length);
  }
  return out;
}

function agreeBetweenYears(
  rows: readonly number[][],
  season: number,
): { agreement: number; shape: number[] } {
  const width = 2 * HARMONICS;
  const centre = Array.from({ length: width }, (_, i) => mean(rows.map((row) => row[i] ?? 0)));
  let foretold = 0;
  let total = 0;
  for (const row of rows) {
    for (let i = 0; i < width; i++) {
      const own = row[i] ?? 0;
      const others = rows.length > 1 ? ((centre[i] ?? 0) * rows.length - own) / (rows.length - 1) : 0;
      total += own * own;
      foretold += own * own - (own - others) ** 2;
    }
  }
  // The middle year of each coefficient: one year of trend must not become season.
  const middle = Array.from({ length: width }, (_, i) => median(rows.map((row) => row[i] ?? 0)));
  const shape = Array.from({ length: season }, (_, p) => {
    let x = 0;
    for (let k = 1; k <= HARMONICS; k++) {
      const angle = (2 * Math.PI * k * p) / season;
      x += (middle[2 * k - 2] ?? 0) * Math.sin(angle) + (middle[2 * k - 1] ?? 0) * Math.cos(angle);
    }
    return x;
  });
  return { agreement: total > 0 ? foretold / total : 0, shape };
}
