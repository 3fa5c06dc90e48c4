import type { Concept } from '../../core/reading.ts';
import { ciede2000 } from '../../core/color/ciede2000.ts';
import { hexToLab } from '../../core/color/hex-to-lab.ts';

export interface NearColor {
  concept: Concept;
  /** ΔE00 to the colour asked for. */
  distance: number;
}

/** The colour concepts nearest to a hex, the nearest first; concepts without a hex are left out. */
export function nearestColors(hex: string, concepts: Concept[], count = 1): NearColor[] {
  const wanted = hexToLab(hex);
  const near: NearColor[] = [];
  for (const concept of concepts) {
    if (concept.hex !== null) near.push({ concept, distance: ciede2000(wanted, hexToLab(concept.hex)) });
  }
  return near.sort((a, b) => a.distance - b.distance).slice(0, count);
}

/** Hex of the first colour a phrase names ("butter yellow top", 雾霾蓝), or null. */
export function hexOfWords(words: string, match: (text: string) => { concept: Concept }[]): string | null {
  return match(words).find((found) => found.concept.hex !== null)?.concept.hex ?? null;
}
