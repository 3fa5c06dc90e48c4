import type { Sector } from '../../core/words.ts';
import { sha256Hex } from '../../core/hash.ts';
import { BACKGROUND_LEVELS } from './concepts.ts';
import { flat, season, swell, times, type Shape } from './shapes.ts';
import { SECTOR_SCALE, STORIES } from './stories.ts';

/** Background concepts that follow the seasons a little: the week index of their yearly high. */
const MILD_SEASONS: Record<string, number> = {
  'fabric:cashmere': 4,
  'fabric:wool': 4,
  'fabric:velvet': 5,
  'fabric:corduroy': 2,
  'garment:turtleneck-sweater': 5,
  'garment:ankle-boots': 2,
  'garment:trench-coat': 46,
  'garment:slip-dress': 35,
  'garment:bucket-hat': 36,
  'occasion:vacation': 35,
  'pattern:floral': 28,
  'fabric:cotton': 33,
};

/** A number from 0 to 99 that belongs to a concept: shifts its slow wave against the others'. */
const offsetOf = (concept: string): number => Number.parseInt(sha256Hex(concept).slice(0, 6), 16) % 100;

function backgroundShape(concept: string, level: number): Shape {
  const peak = MILD_SEASONS[concept];
  const base = peak === undefined ? flat(level) : season(level * 0.7, level * 1.5, peak, 1);
  return times(base, swell(0.12, offsetOf(concept)));
}

/** The expected share of documents of a sector and market that mention a concept in a week. */
export type Curve = (week: number, sector: Sector, market: string) => number;

export const CURVES: ReadonlyMap<string, Curve> = new Map<string, Curve>([
  ...STORIES.map((story): [string, Curve] => [
    story.concept,
    (week, sector, market) => story.share(week, sector, market) * SECTOR_SCALE[sector],
  ]),
  ...BACKGROUND_LEVELS.map(({ concept, level }): [string, Curve] => {
    const shape = backgroundShape(concept, level);
    return [concept, (week, sector) => shape(week) * SECTOR_SCALE[sector]];
  }),
]);
