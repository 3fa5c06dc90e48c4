/** Solves (A + ridge·diag) x = b for a small symmetric A by Gaussian elimination with pivoting; singular parts give 0. */
export function solveSymmetric(
  matrix: readonly (readonly number[])[],
  right: readonly number[],
  ridge = 1e-10,
): number[] {
  const n = right.length;
  const rows = matrix.map((row, i) => {
    const copy = [...row, right[i] ?? 0];
    copy[i] = (copy[i] ?? 0) * (1 + ridge);
    return copy;
  });
  for (let c = 0; c < n; c++) {
    let pivot = c;
    for (let r = c + 1; r < n; r++) {
      if (Math.abs(rows[r]?.[c] ?? 0) > Math.abs(rows[pivot]?.[c] ?? 0)) pivot = r;
    }
    const top = rows[pivot];
    const here = rows[c];
    if (!top || !here) continue;
    rows[pivot] = here;
    rows[c] = top;
    const lead = top[c] ?? 0;
    if (Math.abs(lead) < 1e-13) continue;
    for (let r = c + 1; r < n; r++) eliminate(rows[r], top, c, lead);
  }
  return backSubstitute(rows, n);
}

function eliminate(row: number[] | undefined, top: readonly number[], c: number, lead: number): void {
  if (!row) return;
  const factor = (row[c] ?? 0) / lead;
  if (factor === 0) return;
  for (let k = c; k < row.length; k++) row[k] = (row[k] ?? 0) - factor * (top[k] ?? 0);
}

function backSubstitute(rows: readonly number[][], n: number): number[] {
  const out = Array.from({ length: n }, () => 0);
  for (let r = n - 1; r >= 0; r--) {
    const row = rows[r];
    const lead = row?.[r] ?? 0;
    if (!row || Math.abs(lead) < 1e-13) continue;
    let rest = row[n] ?? 0;
    for (let k = r + 1; k < n; k++) rest -= (row[k] ?? 0) * (out[k] ?? 0);
    out[r] = rest / lead;
  }
  return out;
}

/** Ordinary (ridge) least squares of y on the columns. */
export function regress(
  columns: readonly ArrayLike<number>[],
  target: ArrayLike<number>,
  ridge = 1e-8,
): number[] {
  const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
    let total = 0;
    for (let t = 0; t < target.length; t++) total += (a[t] ?? 0) * (b[t] ?? 0);
    return total;
  };
  return solveSymmetric(
    columns.map((a) => columns.map((b) => dot(a, b))),
    columns.map((a) => dot(a, target)),
    ridge,
  );
}
