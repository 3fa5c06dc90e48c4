import type { Facet } from '../../core/words.ts';

/** A concept or a candidate that may belong to a theme. */
export interface ThemeMember {
  /** A concept id, or a candidate's own id. */
  id: string;
  labelZh: string;
  labelEn: string;
  facet: Facet;
  /** `#rrggbb`, colours only. */
  hex: string | null;
  /** Documents that mention it in the period looked at. */
  documents: number;
  /** Weekly shares of documents, oldest first; null is a gap. */
  weekly: (number | null)[];
}

export interface ThemeInput {
  members: ThemeMember[];
  /** How many documents mention both; pairs not listed never occur together. */
  pairs: { a: string; b: string; documents: number }[];
  totalDocuments: number;
  /** The themes of the week before, for identity. */
  previous: { id: string; members: { id: string; weight: number }[] }[];
  /** How those were clustered, if known: kept unless another way is clearly better. */
  previousChoice?: ThemeChoice | null;
  seed: number;
}

export type ThemeMethod = 'kmeans' | 'gmm' | 'density' | 'consensus';

export interface ThemeChoice {
  /** A ThemeMethod; a stored one may be of another version. */
  method: string;
  /** The number of clusters asked for; of `density` the quantile its radius is at. */
  setting: number;
}

/** How well a clustering separates; null where it is undefined (fewer than two clusters). */
export interface ThemeScores {
  /** As in ThemeChoice; null where nothing was clustered. */
  setting: number | null;
  clusters: number;
  /** -1 to 1, higher is better (Rousseeuw 1987); members without a cluster count 0. */
  silhouette: number | null;
  /** 0 and up, lower is better (Davies & Bouldin 1979). */
  daviesBouldin: number | null;
  /** Mean adjusted Rand index between the whole and seeded thinned data, higher is better. */
  stability: number | null;
  /** Share of the members that lie in a cluster, 0 to 1. */
  coverage: number;
  /** Share of the members that the largest cluster holds, 0 to 1. */
  largest: number;
}

export interface Theme {
  /** The theme of the week before that this one continues, or null for a new one. */
  previousId: string | null;
  nameZh: string;
  nameEn: string;
  /** Weight 0 to 1: nearness to the theme's centre times its share of documents; most central first. */
  members: { id: string; weight: number }[];
  /** Its colours by weight; weights sum to 1. */
  palette: { hex: string; concept: string; weight: number }[];
}

export interface ThemeResult {
  method: ThemeMethod | 'none';
  scores: ThemeScores;
  compared: ({ method: ThemeMethod } & ThemeScores)[];
  themes: Theme[];
  unclustered: string[];
}
