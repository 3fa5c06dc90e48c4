/** Sparse rows: row i has the features `ids[k]` with `values[k]` for k in `starts[i] .. starts[i+1])`. */
export interface SparseRows {
  starts: Int32Array;
  ids: Int32Array;
  values: Float64Array;
  /** Number of features; every id is below it. */
  size: number;
}

export interface LinearModel {
  weights: Float64Array;
  bias: number;
}

export function sigmoid(z: number): number {
  return z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z));
}

/** log(1 + e^-z): the log loss of a right answer with margin z. */
function softLoss(z: number): number {
  return z >= 0 ? Math.log1p(Math.exp(-z)) : -z + Math.log1p(Math.exp(z));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function addScaled(into: Float64Array, factor: number, other: Float64Array): void {
  for (let i = 0; i < into.length; i++) into[i]! += factor * other[i]!;
}

/** The penalised log loss at `theta` (last entry: bias, not penalised); fills `gradient`. */
function evaluate(
  rows: SparseRows,
  targets: Float64Array,
  l2: number,
  theta: Float64Array,
  gradient: Float64Array,
): number {
  const bias = rows.size;
  let loss = 0;
  for (let j = 0; j < bias; j++) {
    gradient[j] = l2 * theta[j]!;
    loss += 0.5 * l2 * theta[j]! * theta[j]!;
  }
  let biasGradient = 0;
  for (let row = 0; row < targets.length; row++) {
    const from = rows.starts[row]!;
    const to = rows.starts[row + 1]!;
    let z = theta[bias]!;
    for (let k = from; k < to; k++) z += theta[rows.ids[k]!]! * rows.values[k]!;
    const target = targets[row]!;
    loss += target * softLoss(z) + (1 - target) * softLoss(-z);
    const error = sigmoid(z) - target;
    biasGradient += error;
    for (let k = from; k < to; k++) gradient[rows.ids[k]!]! += error * rows.values[k]!;
  }
  gradient[bias] = biasGradient;
  return loss;
}

interface Step {
  moved: Float64Array;
  turned: Float64Array;
  rho: number;
}

/** The L-BFGS two-loop recursion (Nocedal & Wright 2006, algorithm 7.4): a descent direction. */
function descentDirection(gradient: Float64Array, history: Step[]): Float64Array {
  const direction = new Float64Array(gradient.length);
  for (let i = 0; i < direction.length; i++) direction[i] = -gradient[i]!;
  const alphas: number[] = [];
  for (const step of history.toReversed()) {
    const alpha = step.rho * dot(step.moved, direction);
    alphas.push(alpha);
    addScaled(direction, -alpha, step.turned);
  }
  const last = history.at(-1);
  if (last !== undefined) {
    const scale = 1 / (last.rho * dot(last.turned, last.turned));
    for (let i = 0; i < direction.length; i++) direction[i]! *= scale;
  }
  history.forEach((step, index) => {
    const beta = step.rho * dot(step.turned, direction);
    const alpha = alphas[history.length - 1 - index]!;
    addScaled(direction, alpha - beta, step.moved);
  });
  return direction;
}

function difference(a: Float64Array, b: Float64Array): Float64Array {
  const result = a.slice();
  addScaled(result, -1, b);
  return result;
}

const MEMORY = 6;

/**
 * L2-penalised logistic regression by L-BFGS with back-tracking (Armijo) line search; deterministic.
 * `targets` may lie between 0 and 1.
 */
export function fitLogistic(
  rows: SparseRows,
  targets: Float64Array,
  options: { l2: number; iterations: number },
): LinearModel {
  let theta = new Float64Array(rows.size + 1);
  let gradient = new Float64Array(rows.size + 1);
  let loss = evaluate(rows, targets, options.l2, theta, gradient);
  const history: Step[] = [];
  for (let iteration = 0; iteration < options.iterations; iteration++) {
    const direction = descentDirection(gradient, history);
    const slope = dot(direction, gradient);
    if (slope > -1e-9) break;
    let size = history.length === 0 ? 1 / Math.max(1, Math.sqrt(-slope)) : 1;
    const nextGradient = new Float64Array(gradient.length);
    let next = theta;
    let nextLoss = Infinity;
    for (let tries = 0; tries < 30; tries++) {
      next = theta.slice();
      addScaled(next, size, direction);
      nextLoss = evaluate(rows, targets, options.l2, next, nextGradient);
      if (nextLoss <= loss + 1e-4 * size * slope) break;
      size /= 2;
    }
    if (!(nextLoss < loss)) break;
    const moved = difference(next, theta);
    const turned = difference(nextGradient, gradient);
    const curvature = dot(moved, turned);
    if (curvature > 1e-12) history.push({ moved, turned, rho: 1 / curvature });
    if (history.length > MEMORY) history.shift();
    const gain = loss - nextLoss;
    theta = next;
    gradient = nextGradient;
    loss = nextLoss;
    if (gain < 1e-6 * Math.abs(loss)) break;
  }
  return { weights: theta.slice(0, rows.size), bias: theta[rows.size]! };
}
