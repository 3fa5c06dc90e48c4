import { seededRandom } from '../../core/random.ts';

/** Noise-free shares over the week index, and their sampling: test material with known answers. */
export type Curve = (week: number) => number;

export const logistic =
  (from: number, to: number, centre: number, scale: number): Curve =>
  (week) =>
    from + (to - from) / (1 + Math.exp(-(week - centre) / scale));

export const yearWave =
  (low: number, high: number, top: number): Curve =>
  (week) =>
    low + (high - low) * ((1 + Math.cos((2 * Math.PI * (week - top)) / 52.18)) / 2) ** 1.6;

export const bump =
  (base: number, height: number, at: number, up: number, down: number): Curve =>
  (week) =>
    base + height * Math.exp(-(((week - at) / (week < at ? up : down)) ** 2) / 2);

export const constant =
  (level: number): Curve =>
  () =>
    level;

/** Shares of `documents` drawn each week: a binomial count over its size. */
export function sampleShares(curve: Curve, weeks: number, documents: number, seed: number): number[] {
  const random = seededRandom(seed * 7_919 + 17);
  return Array.from({ length: weeks }, (_, week) => {
    const p = curve(week);
    let count = 0;
    for (let d = 0; d < documents; d++) if (random() < p) count++;
    return count / documents;
  });
}
