/** CIE L*a*b* under D65. */
export interface Lab {
  l: number;
  a: number;
  b: number;
}

const DEGREES = Math.PI / 180;
const SEVENTH = 25 ** 7;

/**
 * Perceived distance of two colours, ΔE00 with kL = kC = kH = 1 (CIE 142-2001; the reading of Sharma, Wu and Dalal,
 * Color Research and Application 30, 2005). About 1 is just noticeable, under 5 the same shade to a shopper.
 */
export function ciede2000(first: Lab, second: Lab): number {
  const meanChroma = (Math.hypot(first.a, first.b) + Math.hypot(second.a, second.b)) / 2;
  const stretch = 1 + 0.5 * (1 - Math.sqrt(meanChroma ** 7 / (meanChroma ** 7 + SEVENTH)));
  const one = polar(first, stretch);
  const two = polar(second, stretch);
  const neutral = one.chroma * two.chroma === 0;
  const dHueAngle = neutral ? 0 : shortest(two.hue - one.hue);
  const dHue = 2 * Math.sqrt(one.chroma * two.chroma) * Math.sin((dHueAngle / 2) * DEGREES);
  const lightness = (first.l + second.l) / 2;
  const chroma = (one.chroma + two.chroma) / 2;
  const hue = meanHue(one.hue, two.hue, neutral);
  const weights = weightsAt(lightness, chroma, hue);
  const l = (second.l - first.l) / weights.l;
  const c = (two.chroma - one.chroma) / weights.c;
  const h = dHue / weights.h;
  return Math.sqrt(l * l + c * c + h * h + weights.rotation * c * h);
}

function polar(lab: Lab, stretch: number): { chroma: number; hue: number } {
  const a = lab.a * stretch;
  const hue = a === 0 && lab.b === 0 ? 0 : Math.atan2(lab.b, a) / DEGREES;
  return { chroma: Math.hypot(a, lab.b), hue: hue < 0 ? hue + 360 : hue };
}

function shortest(difference: number): number {
  if (difference > 180) return difference - 360;
  return difference < -180 ? difference + 360 : difference;
}

function meanHue(one: number, two: number, neutral: boolean): number {
  if (neutral) return one + two;
  if (Math.abs(one - two) <= 180) return (one + two) / 2;
  return one + two < 360 ? (one + two + 360) / 2 : (one + two - 360) / 2;
}

function weightsAt(l: number, c: number, h: number): { l: number; c: number; h: number; rotation: number } {
  const t =
    1 -
    0.17 * Math.cos((h - 30) * DEGREES) +
    0.24 * Math.cos(2 * h * DEGREES) +
    0.32 * Math.cos((3 * h + 6) * DEGREES) -
    0.2 * Math.cos((4 * h - 63) * DEGREES);
  const offset = (l - 50) ** 2;
  const angle = 30 * Math.exp(-(((h - 275) / 25) ** 2));
  const weight = 2 * Math.sqrt(c ** 7 / (c ** 7 + SEVENTH));
  return {
    l: 1 + (0.015 * offset) / Math.sqrt(20 + offset),
    c: 1 + 0.045 * c,
    h: 1 + 0.015 * c * t,
    rotation: -Math.sin(2 * angle * DEGREES) * weight,
  };
}
