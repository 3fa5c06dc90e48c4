import { FOLD_TABLE } from './char-fold.ts';

const HAN_FROM = 0x3400;
const HAN_TO = 0x9fff;

function simplified(unit: number): number {
  return unit >= HAN_FROM && unit <= HAN_TO ? (FOLD_TABLE[unit] ?? unit) : unit;
}

/** Traditional characters as simplified ones, unit for unit, so offsets stay. Most texts come back as they are. */
export function simplify(text: string): string {
  let at = 0;
  while (at < text.length && simplified(text.charCodeAt(at)) === text.charCodeAt(at)) at += 1;
  if (at === text.length) return text;
  const units = new Uint16Array(text.length);
  for (let i = 0; i < text.length; i += 1) units[i] = simplified(text.charCodeAt(i));
  return Buffer.from(units.buffer).toString('utf16le');
}
