import type { ThemeInput, ThemeResult } from './theme-types.ts';

/** First shape: every member unclustered. */
export function clusterThemes(input: ThemeInput): ThemeResult {
  return {
    method: 'none',
    scores: { clusters: 0, silhouette: null, daviesBouldin: null, stability: null, coverage: 0 },
    compared: [],
    themes: [],
    unclustered: input.members.map((member) => member.id),
  };
}
