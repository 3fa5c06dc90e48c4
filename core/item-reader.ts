import type { Facet } from './words.ts';

/** An element named in a short text: an item's title, a wish. Offsets are UTF-16 code units, end exclusive. */
export interface ItemElement {
  concept: string;
  facet: Facet;
  surface: string;
  start: number;
  end: number;
  negated: boolean;
}

export interface NeedElement extends ItemElement {
  /** 1 as it is said, less for "a bit", more for "must be". */
  weight: number;
  /** Other concepts the same words may mean (裙子: a skirt or a dress). */
  alternatives: string[];
}

/** Bounds in one currency (ISO 4217), null where none was said. */
export interface PriceRange {
  min: number | null;
  max: number | null;
  currency: string | null;
}

export const AUDIENCES = ['women', 'men', 'children'] as const;
export type Audience = (typeof AUDIENCES)[number];
export const NEED_SEASONS = ['spring', 'summer', 'autumn', 'winter'] as const;
export type NeedSeason = (typeof NEED_SEASONS)[number];

/** What somebody asks for in their own words. */
export interface Need {
  wanted: NeedElement[];
  avoided: ItemElement[];
  price: PriceRange | null;
  audience: Audience | null;
  season: NeedSeason | null;
}

/** Reads the short texts of a request. The API is handed one; it reads no language itself. */
export interface ItemReader {
  elements(text: string): ItemElement[];
  need(text: string): Need;
}
