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

type Cost = (at: readonly number[]) => number;

export function nelderMead(cost: Cost, start: readonly number[], options: SimplexOptions): Vertex {
  const simplex = [vertexAt(cost, [...start])];
  for (let i = 0; i < start.length; i++) {
    const corner = [...start];
    corner[i] = (corner[i] ?? 0) + (options.step[i] ?? 0.1);
    simplex.push(vertexAt(cost, corner));
  }
  let evaluations = simplex.length;
  sortByCost(simplex);
  while (evaluations < options.maxEvaluations && spread(simplex) > options.tolerance) {
    evaluations += moveWorst(simplex, cost);
    sortByCost(simplex);
  }
  return simplex[0] ?? { at: [...start], cost: Number.POSITIVE_INFINITY };
}

function vertexAt(cost: Cost, at: number[]): Vertex {
  const value = cost(at);
  return { at, cost: Number.isFinite(value) ? value : Number.POSITIVE_INFINITY };
}

/** Insertion sort: stable, and only one corner is out of place as a rule. */
function sortByCost(simplex: Vertex[]): void {
  for (let i = 1; i < simplex.length; i++) {
    const vertex = simplex[i] as Vertex;
    let k = i - 1;
    for (; k >= 0 && (simplex[k] as Vertex).cost > vertex.cost; k--) simplex[k + 1] = simplex[k] as Vertex;
    simplex[k + 1] = vertex;
  }
}

function spread(simplex: readonly Vertex[]): number {
  const best = simplex[0]?.cost ?? 0;
  const worst = simplex.at(-1)?.cost ?? 0;
  if (!Number.isFinite(worst)) return Number.isFinite(best) ? 1 : 0;
  return Math.abs(worst - best) / (Math.abs(best) + 1e-12);
}

/** Replaces the worst corner, or shrinks towards the best; returns the evaluations it took. */
function moveWorst(simplex: Vertex[], cost: Cost): number {
  const last = simplex.length - 1;
  const worst = simplex[last];
  const second = simplex[last - 1];
  const best = simplex[0];
  if (!worst || !second || !best) return 1;
  const centre = centreOf(simplex, last);
  const reflected = along(cost, centre, worst, -1);
  if (reflected.cost < best.cost) {
    const expanded = along(cost, centre, worst, -2);
    simplex[last] = expanded.cost < reflected.cost ? expanded : reflected;
    return 2;
  }
  if (reflected.cost < second.cost) {
    simplex[last] = reflected;
    return 1;
  }
  const contracted = along(cost, centre, worst, reflected.cost < worst.cost ? -0.5 : 0.5);
  if (contracted.cost < Math.min(worst.cost, reflected.cost)) {
    simplex[last] = contracted;
    return 2;
  }
  for (let v = 1; v <= last; v++) simplex[v] = halfway(cost, best, simplex[v] as Vertex);
  return 2 + last;
}

/** Centre of all corners but the last. */
function centreOf(simplex: readonly Vertex[], last: number): number[] {
  const centre: number[] = [];
  for (let i = 0; i < (simplex[0] as Vertex).at.length; i++) {
    let total = 0;
    for (let v = 0; v < last; v++) total += (simplex[v] as Vertex).at[i] as number;
    centre.push(total / last);
  }
  return centre;
}

function along(cost: Cost, centre: readonly number[], worst: Vertex, factor: number): Vertex {
  const at: number[] = [];
  for (let i = 0; i < centre.length; i++) {
    const c = centre[i] as number;
    at.push(c + factor * ((worst.at[i] as number) - c));
  }
  return vertexAt(cost, at);
}

function halfway(cost: Cost, best: Vertex, vertex: Vertex): Vertex {
  const at: number[] = [];
  for (let i = 0; i < best.at.length; i++) at.push(((best.at[i] as number) + (vertex.at[i] as number)) / 2);
  return vertexAt(cost, at);
}
