import { hexToLab } from '../../core/color/hex-to-lab.ts';

export const HARMONIES = ['neutral', 'tonal', 'analogous', 'complementary', 'triadic', 'contrast'] as const;
export type Harmony = (typeof HARMONIES)[number];

/** Chroma in CIE L*C*h below which a colour goes with anything: white, grey, black, beige, navy so dark. */
const NEUTRAL_CHROMA = 18;
const DARK = 22;
const DEGREES = 180 / Math.PI;

/**
 * How two colours stand to each other on the hue circle of CIE L*C*h, after the harmonious arrangements of the colour
 * wheel (Itten 1961; templates in Cohen-Or et al., SIGGRAPH 2006), with a score from 0 to 1.
 */
export function colorHarmony(one: string, two: string): { harmony: Harmony; score: number } {
  const [a, b] = [lch(one), lch(two)];
  if (isNeutral(a) || isNeutral(b)) return { harmony: 'neutral', score: 0.85 };
  const apart = hueApart(a.hue, b.hue);
  if (apart <= 15) return { harmony: 'tonal', score: Math.abs(a.l - b.l) >= 12 ? 0.9 : 0.75 };
  if (apart <= 50) return { harmony: 'analogous', score: 0.8 };
  if (apart >= 140) return { harmony: 'complementary', score: softened(0.75, a.chroma, b.chroma) };
  if (apart >= 100 && apart <= 135) return { harmony: 'triadic', score: softened(0.65, a.chroma, b.chroma) };
  return { harmony: 'contrast', score: softened(0.45, a.chroma, b.chroma) };
}

interface Lch {
  l: number;
  chroma: number;
  hue: number;
}

function lch(hex: string): Lch {
  const { l, a, b } = hexToLab(hex);
  const hue = Math.atan2(b, a) * DEGREES;
  return { l, chroma: Math.hypot(a, b), hue: hue < 0 ? hue + 360 : hue };
}

const isNeutral = ({ l, chroma }: Lch): boolean => chroma < NEUTRAL_CHROMA || (l < DARK && chroma < 35);

const hueApart = (one: number, two: number): number => {
  const apart = Math.abs(one - two);
  return apart > 180 ? 360 - apart : apart;
};

/** Two strong colours far apart shout; one that is muted lets the other speak. */
const softened = (score: number, one: number, two: number): number =>
  Number((Math.min(one, two) < 40 ? score + 0.1 : score).toFixed(2));
