import type { Labels } from './cluster-methods.ts';
import { dot, meanOf, unit, type Matrix } from './linear.ts';
import { groupsOf } from './score-clusters.ts';

/** A theme says something with at least this many members. */
const MIN_MEMBERS = 3;
/** Members whose direction is further than this cosine from the centre belong to no theme. */
const MIN_COSINE = 0.35;

function centresOf(points: Matrix, labels: Labels): Matrix {
  return groupsOf(labels)
    .filter((rows) => rows.length >= MIN_MEMBERS)
    .map((rows) =>
      unit(
        meanOf(
          rows.map((row) => points[row]!),
          points[0]!.length,
        ),
      ),
    );
}

function nearest(point: Float64Array, centres: Matrix): number {
  let best = MIN_COSINE;
  let label = -1;
  centres.forEach((centre, index) => {
    const near = dot(point, centre);
    if (near >= best) [best, label] = [near, index];
  });
  return label;
}

/** What a clustering comes to as themes: groups too small dissolve, and each member goes to the centre it is nearest to, or to none. */
export function settleLabels(points: Matrix, labels: Labels): Labels {
  const centres = centresOf(points, labels);
  const settled = Int32Array.from(points, (point) => nearest(point, centres));
  const small = new Set(
    groupsOf(settled).flatMap((rows) => (rows.length < MIN_MEMBERS ? [settled[rows[0]!]!] : [])),
  );
  return settled.map((label) => (small.has(label) ? -1 : label));
}
