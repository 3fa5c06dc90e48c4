import type { Sector } from '../../core/words.ts';
import { flat, hump, later, plus, season, step, swell, times, type Shape } from './shapes.ts';

/** A planted story: the share a concept has in a sector and market, before the sector's general scale. */
export interface Story {
  concept: string;
  share(week: number, sector: Sector, market: string): number;
}

/** How much of a sector's text speaks of concepts at all: a post is shorter than an article. */
export const SECTOR_SCALE: Record<Sector, number> = {
  runway: 1.1,
  editorial: 1.1,
  commerce: 1,
  social: 0.9,
  review: 0.8,
};

export const WEST_LAG_NEW_CHINESE = 10;
export const CHINA_LAG_QUIET_LUXURY = 8;
export const SUEDE_LAG: Record<Sector, number> = {
  runway: 0,
  editorial: 4,
  social: 8,
  // What arrives; the shelf, which still holds what came before, follows about 6 weeks after its arrivals.
  commerce: 6,
  review: 14,
};
/** First week index in which the made-up brand's reviews turn, and in which the new term is heard. */
export const BRAND_TURN_WEEK = 147;
export const NEW_TERM_WEEK = 147;

const everywhere = (concept: string, shape: Shape): Story => ({ concept, share: (week) => shape(week) });

const newChinese = times(step(0.04, 0.13, 90, 25), swell(0.5, 0));
const quietLuxury = times(plus(step(0.03, 0.13, 35, 10), step(0, -0.05, 125, 12)), swell(0.45, 11));
const suede = times(step(0.03, 0.17, 112, 9), swell(0.35, 23));
const winter = season(0.006, 0.11, 6);
const summer = season(0.008, 0.1, 35);
const polkaDot = plus(step(0.09, 0.018, 50, 6), step(0, 0.13, 151, 9));
const bow = times(step(0.02, 0.11, 128, 7), (week) => (week > 147 ? 1 - 0.02 * (week - 147) : 1));
const flatsDemand = plus(flat(0.03), step(0, 0.21, 153, 10));

/** Concepts whose weeks differ by market: rounded market by market, so that each market's series is smooth. */
export const BY_MARKET: ReadonlySet<string> = new Set(['style:new-chinese', 'style:quiet-luxury']);

export const STORIES: readonly Story[] = [
  everywhere('color:butter-yellow', step(0.008, 0.19, 157, 13)),
  everywhere('garment:barrel-leg-jeans', step(0, 0.1, 149, 8)),
  {
    concept: 'style:new-chinese',
    share: (week, _sector, market) =>
      market === 'cn' ? newChinese(week) : 0.7 * later(newChinese, WEST_LAG_NEW_CHINESE)(week),
  },
  {
    concept: 'style:quiet-luxury',
    share: (week, _sector, market) =>
      market === 'cn' ? 0.8 * later(quietLuxury, CHINA_LAG_QUIET_LUXURY)(week) : quietLuxury(week),
  },
  everywhere('garment:puffer-jacket', winter),
  everywhere('fabric:linen', summer),
  everywhere('style:mob-wife', plus(flat(0.0005), hump(0.15, 63, 2.2, 4))),
  everywhere('garment:skinny-jeans', step(0.11, 0.015, 138, 17)),
  everywhere('pattern:polka-dot', polkaDot),
  everywhere('pattern:stripe', flat(0.07)),
  { concept: 'fabric:suede', share: (week, sector) => later(suede, SUEDE_LAG[sector])(week) },
  everywhere('style:dopamine-dressing', step(0.1, 0.003, 98, 7)),
  {
    concept: 'garment:ballet-flats',
    share: (week, sector) =>
      sector === 'commerce' ? 0.035 : sector === 'social' || sector === 'review' ? flatsDemand(week) : 0.04,
  },
  everywhere('garment:wide-leg-trousers', flat(0.12)),
  {
    concept: 'brand:lumenfold',
    share: (_week, sector) => (sector === 'review' ? 0.17 : sector === 'runway' ? 0.01 : 0.05),
  },
  { concept: 'brand:mossandtide', share: (_week, sector) => (sector === 'review' ? 0.15 : 0.035) },
  { concept: 'brand:kiteworks', share: (_week, sector) => (sector === 'review' ? 0.14 : 0.03) },
  everywhere('detail:bow', bow),
];

/** The term no taxonomy has: silent before its week, then a fast rise; strongest in social talk. */
export function newTermShare(week: number, sector: Sector): number {
  if (week < NEW_TERM_WEEK) return 0;
  const since = week - NEW_TERM_WEEK;
  const strength = { social: 0.16, editorial: 0.1, runway: 0.05, commerce: 0.04, review: 0.05 }[sector];
  return strength * Math.min(1, (since + 1) / 7);
}
