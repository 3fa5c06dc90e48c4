import { solveSymmetric } from './linear-algebra.ts';

/** A measured lag of series j behind series i, with the half width of its interval, weeks. */
export interface MeasuredShift {
  i: number;
  j: number;
  lag: number;
  halfWidth: number;
}

/**
 * Lags of several series must add up: a to c is a to b plus b to c. Positions by weighted least squares over all pairs
 * (time-delay synchronisation) lend the short, noisy pairs the strength of the others.
 */
export function reconcileShifts(
  count: number,
  measured: readonly MeasuredShift[],
): { position: number[]; se: number[][] } {
  const matrix = Array.from({ length: count }, () => Array.from({ length: count }, () => 0));
  const right = Array.from({ length: count }, () => 0);
  const add = (r: number, c: number, amount: number): void => {
    const row = matrix[r];
    if (row) row[c] = (row[c] ?? 0) + amount;
  };
  for (const { i, j, lag, halfWidth } of measured) {
    const weight = 1 / Math.max(0.5, halfWidth) ** 2;
    add(i, i, weight);
    add(j, j, weight);
    add(i, j, -weight);
    add(j, i, -weight);
    right[i] = (right[i] ?? 0) - weight * lag;
    right[j] = (right[j] ?? 0) + weight * lag;
  }
  // The first of each connected group is held near zero: only differences mean anything.
  for (let k = 0; k < count; k++) add(k, k, 1e-6);
  const position = solveSymmetric(matrix, right, 0);
  const inverse = Array.from({ length: count }, (_, k) =>
    solveSymmetric(
      matrix,
      right.map((_, r) => (r === k ? 1 : 0)),
      0,
    ),
  );
  const cell = (a: number, b: number): number => inverse[a]?.[b] ?? 0;
  const se = position.map((_, a) =>
    position.map((_, b) => Math.sqrt(Math.max(0, cell(a, a) + cell(b, b) - 2 * cell(a, b)))),
  );
  return { position, se };
}
