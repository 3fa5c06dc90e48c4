import { seededRandom } from '../../core/random.ts';
import { compareClusterings, type Clustering } from './choose-clustering.ts';
import { matchPrevious, nameTheme, paletteOf, type WeighedMember } from './describe-theme.ts';
import { embedMembers } from './embed-members.ts';
import { dot, meanOf, unit, type Matrix } from './linear.ts';
import type { Theme, ThemeInput, ThemeMember, ThemeResult, ThemeScores } from './theme-types.ts';

/** A theme says something with at least this many members. */
const MIN_MEMBERS = 3;
/** With fewer placed members than this nothing is clustered. */
const MIN_PLACED = 8;
/** Members whose direction is further than this cosine from the centre belong to no theme. */
const MIN_COSINE = 0.35;

const NO_SCORES: ThemeScores = {
  clusters: 0,
  silhouette: null,
  daviesBouldin: null,
  stability: null,
  coverage: 0,
};

interface Placed {
  members: ThemeMember[];
  points: Matrix;
}

function placedMembers(input: ThemeInput): Placed {
  const ordered = { ...input, members: input.members.toSorted((a, b) => (a.id < b.id ? -1 : 1)) };
  const points = embedMembers(ordered, seededRandom(input.seed));
  const rows = points.flatMap((point, row) => (dot(point, point) > 0.5 ? [row] : []));
  return { members: rows.map((row) => ordered.members[row]!), points: rows.map((row) => points[row]!) };
}

function weighMembers(rows: number[], { members, points }: Placed): WeighedMember[] {
  const centre = unit(
    meanOf(
      rows.map((row) => points[row]!),
      points[0]!.length,
    ),
  );
  const most = Math.max(1, ...rows.map((row) => members[row]!.documents));
  return rows
    .map((row) => {
      const member = members[row]!;
      const near = Math.max(0, dot(points[row]!, centre));
      return { member, near, weight: near * (0.5 + 0.5 * Math.sqrt(member.documents / most)) };
    })
    .filter(({ near }) => near >= MIN_COSINE)
    .map(({ member, weight }) => ({ member, weight: Math.round(weight * 10_000) / 10_000 }))
    .sort((a, b) => b.weight - a.weight || (a.member.id < b.member.id ? -1 : 1));
}

function groupsOf(clustering: Clustering): number[][] {
  const groups = new Map<number, number[]>();
  clustering.labels.forEach((label, row) => {
    if (label < 0) return;
    const rows = groups.get(label);
    if (rows === undefined) groups.set(label, [row]);
    else rows.push(row);
  });
  return [...groups.values()];
}

function buildThemes(clustering: Clustering, placed: Placed, input: ThemeInput): Theme[] {
  const kept = groupsOf(clustering)
    .map((rows) => weighMembers(rows, placed))
    .filter((members) => members.length >= MIN_MEMBERS)
    .sort((a, b) => total(b) - total(a));
  const themes = kept.map((members) => ({
    ...nameTheme(members),
    members: members.map(({ member, weight }) => ({ id: member.id, weight })),
    palette: paletteOf(members, input),
  }));
  const previous = matchPrevious(themes, input.previous);
  return themes.map((theme, index) => ({ previousId: previous[index] ?? null, ...theme }));
}

function total(members: WeighedMember[]): number {
  return members.reduce((sum, { member }) => sum + member.documents, 0);
}

/**
 * Groups concepts and candidates that occur and move together. Points: PPMI and correlated movement at low rank
 * (embed-members.ts). Methods: k-means, Gaussian mixture, DBSCAN, compared by silhouette, Davies-Bouldin and stability;
 * the choice and all scores are returned. Identity: greedy one-to-one matching by weighted Jaccard. Pure and seeded.
 */
export function clusterThemes(input: ThemeInput): ThemeResult {
  const placed = placedMembers(input);
  const everyone = input.members.map((member) => member.id);
  if (placed.points.length < MIN_PLACED) {
    return { method: 'none', scores: NO_SCORES, compared: [], themes: [], unclustered: everyone };
  }
  const compared = compareClusterings(placed.points, seededRandom(input.seed + 1));
  const best = compared.find((one) => one.scores.clusters >= 2);
  if (best === undefined) {
    return { method: 'none', scores: NO_SCORES, compared: [], themes: [], unclustered: everyone };
  }
  const themes = buildThemes(best, placed, input);
  const clustered = new Set(themes.flatMap((theme) => theme.members.map((member) => member.id)));
  return {
    method: best.method,
    scores: best.scores,
    compared: compared.map(({ method, scores }) => ({ method, ...scores })),
    themes,
    unclustered: everyone.filter((id) => !clustered.has(id)),
  };
}
