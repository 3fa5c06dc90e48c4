import { crc32, deflateSync } from 'node:zlib';
import type { Palette } from './palette.ts';

const WIDTH = 960;
const BAND = 160;
const STEP_BAND = 24;
/** Where nothing was said in a step. */
const EMPTY = 0xff_ff_ff;
const TRUE_COLOR = 2;

/**
 * A palette as a picture: a band of its colours, as wide as their parts, and under it a thin band for every step of time,
 * the oldest first. PNG (ISO/IEC 15948): 8 bits a channel, no filter, one IDAT.
 */
export function palettePng(palette: Palette): Buffer {
  const colors = palette.colors.map(({ hex }) => Number.parseInt(hex.slice(1), 16));
  const weights = palette.colors.map(({ weight }) => weight);
  const whole = bandOf(colors, weights);
  const steps = palette.steps.map(({ weights }) => bandOf(colors, weights));
  const rows = [
    ...Array.from({ length: BAND }, () => whole),
    ...steps.flatMap((band) => Array.from({ length: STEP_BAND }, () => band)),
  ];
  const head = Buffer.alloc(13);
  head.writeUInt32BE(WIDTH, 0);
  head.writeUInt32BE(rows.length, 4);
  head[8] = 8;
  head[9] = TRUE_COLOR;
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** One row of pixels with its filter byte (0, none) before it. */
function bandOf(colors: number[], weights: number[]): Buffer {
  const row = Buffer.alloc(1 + WIDTH * 3);
  let at = 0;
  let reached = 0;
  for (let x = 0; x < WIDTH; x++) {
    while (at < weights.length && reached + weights[at]! <= (x + 0.5) / WIDTH) {
      reached += weights[at]!;
      at += 1;
    }
    // Rounding may leave the last pixel past the sum of the parts.
    const last = reached > 0 ? colors[colors.length - 1] : undefined;
    row.writeUIntBE((at < weights.length ? colors[at] : last) ?? EMPTY, 1 + x * 3, 3);
  }
  return row;
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const bytes = Buffer.alloc(named.length + 8);
  bytes.writeUInt32BE(data.length, 0);
  named.copy(bytes, 4);
  bytes.writeUInt32BE(crc32(named), named.length + 4);
  return bytes;
}
