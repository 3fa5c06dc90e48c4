import { seededRandom } from '../../core/random.ts';
import { densityClusters, gaussianMixture, kMeans, type Labels } from './cluster-methods.ts';
import { consensusClusters, type Vote } from './consensus.ts';
import { embedMembers } from './embed-members.ts';
import type { Matrix } from './linear.ts';
import {
  adjustedRand,
  clusterCount,
  coverage,
  daviesBouldin,
  largestShare,
  silhouette,
} from './score-clusters.ts';
import { settleLabels } from './settle-labels.ts';
import type { ThemeChoice, ThemeInput, ThemeMember, ThemeMethod, ThemeScores } from './theme-types.ts';
import { thinInput } from './thin-input.ts';

/** The members that have a place, and their places. */
export interface Placed {
  members: ThemeMember[];
  points: Matrix;
}

export interface Clustering {
  method: ThemeMethod;
  scores: ThemeScores;
  labels: Labels;
}

interface Tried {
  method: ThemeMethod;
  setting: number;
  labels: Labels;
  /** The same way on each thinned replicate. */
  repeats: Labels[];
}

const REPLICATES = 6;
/** Share of the documents a replicate sees. */
const REPLICATE_SHARE = 0.8;
const DENSITY_QUANTILES = [0.3, 0.5, 0.7];
/** Members a theme has on average, at the largest and the smallest number of themes tried. */
const LEAST_SIZE = 5.5;
const MOST_SIZE = 14;
const MOST_CLUSTERS = 30;
const NUMBERS_TRIED = 7;

/** A usable answer: no theme above a third (a dozen members is none too many), and few members left over. */
const MOST_SHARE = 1 / 3;
const SMALL_THEME = 12;
const LEAST_COVERAGE = 0.75;

/** What another way must be better by before last week's is left. */
const CHANGE_MARGIN = 0.05;
/** Last week's themes among the votes of the consensus, beside 1 for all replicates together. */
const MEMORY = 0.3;

/** Numbers of clusters tried, evenly on a logarithmic scale, last week's among them. */
function clusterNumbers(rows: number, previous: ThemeChoice | null): number[] {
  const clamp = (k: number): number => Math.max(2, Math.min(MOST_CLUSTERS, Math.round(k)));
  const least = clamp(rows / MOST_SIZE);
  const most = clamp(rows / LEAST_SIZE);
  const spread = Array.from({ length: NUMBERS_TRIED }, (_, step) =>
    clamp(least * (most / least) ** (step / (NUMBERS_TRIED - 1))),
  );
  const kept = previous !== null && previous.method !== 'density' ? [previous.setting] : [];
  const known = kept.filter((k) => k >= least && k <= most);
  return [...new Set([...spread, ...known])].filter((k) => k < rows).sort((a, b) => a - b);
}

type Fit = (points: Matrix) => Labels;

function tryFit(
  choice: Pick<Tried, 'method' | 'setting'>,
  fit: Fit,
  points: Matrix,
  replicates: Matrix[],
): Tried {
  return { ...choice, labels: fit(points), repeats: replicates.map(fit) };
}

function plainMethods(points: Matrix, replicates: Matrix[], numbers: number[], seed: number): Tried[] {
  const withNumber = (
    method: ThemeMethod,
    fit: (points: Matrix, k: number, random: () => number) => Labels,
  ): Tried[] =>
    numbers.map((k) =>
      tryFit({ method, setting: k }, (rows) => fit(rows, k, seededRandom(seed + k)), points, replicates),
    );
  return [
    ...withNumber('kmeans', (rows, k, random) => kMeans(rows, k, random).labels),
    ...withNumber('gmm', gaussianMixture),
    ...DENSITY_QUANTILES.map((setting) =>
      tryFit({ method: 'density', setting }, (rows) => densityClusters(rows, setting), points, replicates),
    ),
  ];
}

function memoryOf(members: ThemeMember[], previous: ThemeInput['previous']): Labels {
  const themeOf = new Map(
    previous.flatMap((theme, index) => theme.members.map(({ id }) => [id, index] as const)),
  );
  return Int32Array.from(members, ({ id }) => themeOf.get(id) ?? -1);
}

/**
 * The consensus of all k-means partitions of the replicates, last week's themes having a voice (evolutionary
 * clustering; Chakrabarti, Kumar & Tomkins 2006). Its repeats are the consensus of one half of the replicates and of
 * the other, without that voice: stability is what the data say alone.
 */
function consensus(tried: Tried[], members: ThemeMember[], input: ThemeInput, numbers: number[]): Tried[] {
  const partitions = tried.filter(({ method }) => method === 'kmeans');
  const votesOf = (keep: (replicate: number) => boolean): Vote[] =>
    partitions.flatMap(({ repeats }) =>
      repeats.filter((_, index) => keep(index)).map((labels) => ({ labels, weight: 1 })),
    );
  const all = votesOf(() => true);
  const memory = { labels: memoryOf(members, input.previous), weight: MEMORY * all.length };
  const [whole, even, odd] = [
    [...all, memory],
    votesOf((replicate) => replicate % 2 === 0),
    votesOf((replicate) => replicate % 2 === 1),
  ].map((votes) => consensusClusters(members.length, votes, numbers));
  return numbers.flatMap((k) => {
    const labels = whole?.get(k);
    const repeats = [even?.get(k), odd?.get(k)].filter((one) => one !== undefined);
    return labels === undefined ? [] : [{ method: 'consensus' as const, setting: k, labels, repeats }];
  });
}

/** How alike the answers on thinned data are (Lange et al. 2004; adjusted Rand index): of a consensus its halves, else each with the whole. */
function stabilityOf({ method, labels, repeats }: Tried): number {
  if (method === 'consensus' && repeats.length === 2) return adjustedRand(repeats[0]!, repeats[1]!);
  return repeats.reduce((sum, repeat) => sum + adjustedRand(repeat, labels), 0) / Math.max(1, repeats.length);
}

function clusteringOf(points: Matrix, tried: Tried): Clustering {
  const labels = settleLabels(points, tried.labels);
  const scores = {
    setting: tried.setting,
    clusters: clusterCount(labels),
    silhouette: silhouette(points, labels),
    daviesBouldin: daviesBouldin(points, labels),
    stability: stabilityOf(tried),
    coverage: coverage(labels),
    largest: largestShare(labels),
  };
  return { method: tried.method, scores, labels };
}

function isUsable({ scores, labels }: Clustering): boolean {
  const most = Math.max(MOST_SHARE, SMALL_THEME / labels.length);
  return scores.clusters >= 2 && scores.coverage >= LEAST_COVERAGE && scores.largest <= most;
}

/** Separation and repeatability alike, a little for compactness; continuous, so that like data are judged alike. */
function meritOf({ method, scores }: Clustering, previous: ThemeChoice | null): number {
  const kept = previous !== null && previous.method === method && previous.setting === scores.setting;
  return (
    (scores.silhouette ?? -1) +
    0.5 * (scores.stability ?? 0) +
    0.5 * scores.coverage -
    0.05 * (scores.daviesBouldin ?? 4) +
    (kept ? CHANGE_MARGIN : 0)
  );
}

/**
 * Each method at its best setting, the best method first. Usable answers go before others; among them merit decides,
 * and last week's method and number stay unless another is clearly better.
 */
export function compareClusterings({ members, points }: Placed, input: ThemeInput): Clustering[] {
  const previous = input.previousChoice ?? null;
  const numbers = clusterNumbers(members.length, previous);
  const replicates = Array.from({ length: REPLICATES }, (_, turn) =>
    embedMembers(thinInput({ ...input, members }, REPLICATE_SHARE, turn), seededRandom(input.seed)),
  );
  const plain = plainMethods(points, replicates, numbers, input.seed);
  const ranked = [...plain, ...consensus(plain, members, input, numbers)]
    .map((tried) => clusteringOf(points, tried))
    .map((one) => ({ one, usable: isUsable(one), merit: meritOf(one, previous) }))
    .sort((a, b) => Number(b.usable) - Number(a.usable) || b.merit - a.merit)
    .map(({ one }) => one);
  return ranked.filter((one, index) => ranked.findIndex(({ method }) => method === one.method) === index);
}
