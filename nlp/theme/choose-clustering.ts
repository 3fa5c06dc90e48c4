import { densityClusters, gaussianMixture, kMeans, type Labels } from './cluster-methods.ts';
import type { Matrix } from './linear.ts';
import { adjustedRand, clusterCount, coverage, daviesBouldin, silhouette } from './score-clusters.ts';
import type { ThemeMethod, ThemeScores } from './theme-types.ts';

type Fit = (points: Matrix, random: () => number) => Labels;

export interface Clustering {
  method: ThemeMethod;
  scores: ThemeScores;
  labels: Labels;
}

const SUBSAMPLES = 3;
const SUBSAMPLE_SHARE = 0.8;
const DENSITY_QUANTILES = [0.3, 0.5, 0.7];

/** Numbers of clusters tried: about one for six to fourteen members. */
function clusterNumbers(rows: number): number[] {
  const numbers = [14, 9, 6].map((size) => Math.round(rows / size));
  return [...new Set(numbers.map((k) => Math.max(2, Math.min(48, k))))].filter((k) => k < rows);
}

function candidates(rows: number): { method: ThemeMethod; fits: Fit[] }[] {
  const numbers = clusterNumbers(rows);
  return [
    { method: 'kmeans', fits: numbers.map((k) => (points, random) => kMeans(points, k, random).labels) },
    { method: 'gmm', fits: numbers.map((k) => (points, random) => gaussianMixture(points, k, random)) },
    {
      method: 'density',
      fits: DENSITY_QUANTILES.map((quantile) => (points) => densityClusters(points, quantile)),
    },
  ];
}

/** How alike clusterings of seeded subsamples are to that of the whole (Lange et al. 2004; adjusted Rand index). */
function stability(points: Matrix, labels: Labels, fit: Fit, random: () => number): number {
  let sum = 0;
  for (let turn = 0; turn < SUBSAMPLES; turn++) {
    const rows = points.map((_, row) => row).filter(() => random() < SUBSAMPLE_SHARE);
    const part = fit(
      rows.map((row) => points[row]!),
      random,
    );
    sum += adjustedRand(
      part,
      Int32Array.from(rows, (row) => labels[row]!),
    );
  }
  return sum / SUBSAMPLES;
}

/** Separation counts for the share of members it holds for. */
function separation(scores: ThemeScores): number {
  return scores.silhouette === null ? -1 : scores.silhouette * scores.coverage;
}

/** One figure to choose by: separation, repeatability, and a little for compactness. */
function merit(scores: ThemeScores): number {
  return separation(scores) + 0.3 * (scores.stability ?? 0) - 0.05 * (scores.daviesBouldin ?? 4);
}

function scoresOf(points: Matrix, labels: Labels): ThemeScores {
  return {
    clusters: clusterCount(labels),
    silhouette: silhouette(points, labels),
    daviesBouldin: daviesBouldin(points, labels),
    stability: null,
    coverage: coverage(labels),
  };
}

/** Each method at its best setting by silhouette, compared by silhouette, Davies-Bouldin and stability; best first. */
export function compareClusterings(points: Matrix, random: () => number): Clustering[] {
  return candidates(points.length)
    .flatMap(({ method, fits }) => {
      const tried = fits.map((fit) => {
        const labels = fit(points, random);
        return { fit, labels, scores: scoresOf(points, labels) };
      });
      const best = tried.sort((a, b) => separation(b.scores) - separation(a.scores))[0];
      if (best === undefined) return [];
      const scores = { ...best.scores, stability: stability(points, best.labels, best.fit, random) };
      return [{ method, scores, labels: best.labels }];
    })
    .sort((a, b) => merit(b.scores) - merit(a.scores));
}
