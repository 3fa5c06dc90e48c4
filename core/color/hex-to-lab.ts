import { AppError } from '../errors.ts';
import type { Lab } from './ciede2000.ts';

/** White point D65, 2° observer. */
const WHITE = { x: 0.950_47, y: 1, z: 1.088_83 };

/** `#rrggbb` as CIE L*a*b* (IEC 61966-2-1 for sRGB, CIE 15 for L*a*b*). */
export function hexToLab(hex: string): Lab {
  if (!/^#[0-9a-f]{6}$/i.test(hex))
    throw new AppError('BAD_INPUT', `"${hex}" is no colour; write it as #rrggbb.`);
  const value = Number.parseInt(hex.slice(1), 16);
  const r = linear(value >> 16);
  const g = linear((value >> 8) & 255);
  const b = linear(value & 255);
  const x = root((0.412_456_4 * r + 0.357_576_1 * g + 0.180_437_5 * b) / WHITE.x);
  const y = root((0.212_672_9 * r + 0.715_152_2 * g + 0.072_175 * b) / WHITE.y);
  const z = root((0.019_333_9 * r + 0.119_192 * g + 0.950_304_1 * b) / WHITE.z);
  return { l: 116 * y - 16, a: 500 * (x - y), b: 200 * (y - z) };
}

function linear(channel: number): number {
  const value = channel / 255;
  return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function root(value: number): number {
  return value > 216 / 24_389 ? Math.cbrt(value) : ((24_389 / 27) * value + 16) / 116;
}
