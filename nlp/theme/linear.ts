/** Small dense linear algebra for a few thousand rows. A matrix is its rows. */
export type Matrix = Float64Array[];

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

export function squaredDistance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    const gap = a[i]! - b[i]!;
    sum += gap * gap;
  }
  return sum;
}

export function distance(a: Float64Array, b: Float64Array): number {
  return Math.sqrt(squaredDistance(a, b));
}

/** The vector at length 1; a zero vector stays. */
export function unit(vector: Float64Array): Float64Array {
  const length = Math.sqrt(dot(vector, vector));
  return length === 0 ? vector : vector.map((value) => value / length);
}

export function meanOf(rows: Float64Array[], width: number): Float64Array {
  const mean = new Float64Array(width);
  for (const row of rows) for (let i = 0; i < width; i++) mean[i]! += row[i]! / rows.length;
  return mean;
}

/** Modified Gram-Schmidt on the columns held as rows. */
function orthonormal(columns: Matrix): Matrix {
  const kept: Matrix = [];
  for (const column of columns) {
    const rest = column.slice();
    for (const other of kept) {
      const share = dot(rest, other);
      for (let i = 0; i < rest.length; i++) rest[i]! -= share * other[i]!;
    }
    const length = Math.sqrt(dot(rest, rest));
    if (length > 1e-9) kept.push(rest.map((value) => value / length));
  }
  return kept;
}

function multiply(symmetric: Matrix, columns: Matrix): Matrix {
  return columns.map((column) => Float64Array.from(symmetric, (row) => dot(row, column)));
}

/**
 * The leading eigenvectors of a symmetric matrix by subspace iteration (Halko, Martinsson & Tropp 2011), scaled by the
 * square root of their eigenvalues; negative ones are left out. Row i of the answer is the place of row i.
 */
export function leadingFactors(symmetric: Matrix, rank: number, random: () => number): Matrix {
  const size = symmetric.length;
  let basis: Matrix = Array.from({ length: Math.min(rank, size) }, () =>
    Float64Array.from({ length: size }, () => random() - 0.5),
  );
  basis = orthonormal(basis);
  for (let turn = 0; turn < 8; turn++) basis = orthonormal(multiply(symmetric, basis));
  const images = multiply(symmetric, basis);
  const scales = basis.map((vector, index) => Math.sqrt(Math.max(0, dot(vector, images[index]!))));
  return Array.from({ length: size }, (_, row) =>
    Float64Array.from(basis, (vector, index) => vector[row]! * scales[index]!),
  );
}
