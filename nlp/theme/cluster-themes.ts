import { seededRandom } from '../../core/random.ts';
import { compareClusterings, type Clustering, type Placed } from './choose-clustering.ts';
import { matchPrevious, nameTheme, paletteOf, type WeighedMember } from './describe-theme.ts';
import { embedMembers } from './embed-members.ts';
import { dot, meanOf, unit } from './linear.ts';
import { groupsOf } from './score-clusters.ts';
import type { Theme, ThemeInput, ThemeResult, ThemeScores } from './theme-types.ts';

/** With fewer placed members than this nothing is clustered. */
const MIN_PLACED = 8;

const NO_SCORES: ThemeScores = {
  setting: null,
  clusters: 0,
  silhouette: null,
  daviesBouldin: null,
  stability: null,
  coverage: 0,
  largest: 0,
};

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
      const weight = near * (0.5 + 0.5 * Math.sqrt(member.documents / most));
      return { member, weight: Math.round(weight * 10_000) / 10_000 };
    })
    .sort((a, b) => b.weight - a.weight || (a.member.id < b.member.id ? -1 : 1));
}

function buildThemes(clustering: Clustering, placed: Placed, input: ThemeInput): Theme[] {
  const kept = groupsOf(clustering.labels)
    .map((rows) => weighMembers(rows, placed))
    .sort((a, b) => total(b) - total(a));
  const themes = kept.map((members) => ({
    ...nameTheme(members, input),
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
 * (embed-members.ts). Methods: k-means, Gaussian mixture, DBSCAN and a consensus over thinned data, compared and
 * chosen as choose-clustering.ts says; the choice and all scores are returned. Identity: greedy one-to-one matching
 * by weighted Jaccard. Pure and seeded.
 */
export function clusterThemes(input: ThemeInput): ThemeResult {
  const placed = placedMembers(input);
  const everyone = input.members.map((member) => member.id);
  if (placed.points.length < MIN_PLACED) {
    return { method: 'none', scores: NO_SCORES, compared: [], themes: [], unclustered: everyone };
  }
  const compared = compareClusterings(placed, input);
  const best = compared[0];
  if (best === undefined || best.scores.clusters < 2) {
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
