/**
 * Nelder and Mead's simplex search (1965) with the usual coefficients (1, 2, 1/2, 1/2).
 * Deterministic; `maxEvaluations` bounds the work. A non-finite cost counts as infinitely bad.
 */
export interface SimplexOptions {
  step: readonly number[];
  maxEvaluations: number;
  tolerance: number;
}

interface Vertex {
  at: number[];
  cost: number;
}

export function nelderMead(
  cost: (at: readonly number[]) => number,
  start: readonly number[],
  options: SimplexOptions,
): Vertex {
  let evaluations = 0;
  const evaluate = (at: number[]): Vertex => {
    evaluations++;
    const value = cost(at);
    return { at, cost: Number.isFinite(value) ? value : Number.POSITIVE_INFINITY };
  };
  const simplex = [evaluate([...start])];
  for (let i = 0; i < start.length; i++) {
    const corner = [...start];
    corner[i] = (corner[i] ?? 0) + (options.step[i] ?? 0.1);
    simplex.push(evaluate(corner));
  }
  simplex.sort(byCost);
  while (evaluations < options.maxEvaluations && spread(simplex) > options.tolerance) {
    moveWorst(simplex, evaluate);
    simplex.sort(byCost);
  }
  return simplex[0] ?? { at: [...start], cost: Number.POSITIVE_INFINITY };
}

function byCost(a: Vertex, b: Vertex): number {
  return a.cost === b.cost ? 0 : a.cost - b.cost;
}

function spread(simplex: readonly Vertex[]): number {
  const best = simplex[0]?.cost ?? 0;
  const worst = simplex.at(-1)?.cost ?? 0;
  if (!Number.isFinite(worst)) return Number.isFinite(best) ? 1 : 0;
  return Math.abs(worst - best) / (Math.abs(best) + 1e-12);
}

function moveWorst(simplex: Vertex[], evaluate: (at: number[]) => Vertex): void {
  const last = simplex.length - 1;
  const worst = simplex[last];
  const second = simplex[last - 1];
  const best = simplex[0];
  if (!worst || !second || !best) return;
  const centre = best.at.map((_, i) => {
    let total = 0;
    for (let v = 0; v < last; v++) total += simplex[v]?.at[i] ?? 0;
    return total / last;
  });
  const along = (factor: number): Vertex =>
    evaluate(centre.map((c, i) => c + factor * ((worst.at[i] ?? 0) - c)));
  const reflected = along(-1);
  if (reflected.cost < best.cost) {
    const expanded = along(-2);
    simplex[last] = expanded.cost < reflected.cost ? expanded : reflected;
    return;
  }
  if (reflected.cost < second.cost) {
    simplex[last] = reflected;
    return;
  }
  const contracted = reflected.cost < worst.cost ? along(-0.5) : along(0.5);
  if (contracted.cost < Math.min(worst.cost, reflected.cost)) {
    simplex[last] = contracted;
    return;
  }
  for (let v = 1; v <= last; v++) {
    const vertex = simplex[v];
    if (vertex) simplex[v] = evaluate(vertex.at.map((x, i) => ((best.at[i] ?? 0) + x) / 2));
  }
}
