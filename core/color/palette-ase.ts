import type { Palette } from './palette.ts';

const GROUP_START = 0xc001;
const GROUP_END = 0xc002;
const COLOR = 0x0001;
/** A global colour; 1 is spot, 2 normal. */
const GLOBAL = 0;

/**
 * A palette as Adobe Swatch Exchange, version 1.0: 'ASEF', then blocks of type, length and content, all big-endian; names
 * are UTF-16 ended by a null, colours are RGB as three 32-bit floats from 0 to 1. One group holds all swatches.
 */
export function paletteAse(palette: Palette, name: string): Buffer {
  const blocks = [
    block(GROUP_START, nameBytes(name)),
    ...palette.colors.map(({ labelEn, labelZh, hex }) => block(COLOR, swatch(`${labelEn} ${labelZh}`, hex))),
    block(GROUP_END, Buffer.alloc(0)),
  ];
  const head = Buffer.alloc(12);
  head.write('ASEF', 0, 'latin1');
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(0, 6);
  head.writeUInt32BE(blocks.length, 8);
  return Buffer.concat([head, ...blocks]);
}

function block(type: number, content: Buffer): Buffer {
  const head = Buffer.alloc(6);
  head.writeUInt16BE(type, 0);
  head.writeUInt32BE(content.length, 2);
  return Buffer.concat([head, content]);
}

/** Length in UTF-16 units with the null, then the units. */
function nameBytes(name: string): Buffer {
  const bytes = Buffer.alloc(2 + (name.length + 1) * 2);
  bytes.writeUInt16BE(name.length + 1, 0);
  for (let i = 0; i < name.length; i++) bytes.writeUInt16BE(name.charCodeAt(i), 2 + i * 2);
  return bytes;
}

function swatch(name: string, hex: string): Buffer {
  const value = Number.parseInt(hex.slice(1), 16);
  const color = Buffer.alloc(4 + 12 + 2);
  color.write('RGB ', 0, 'latin1');
  [value >> 16, (value >> 8) & 255, value & 255].forEach((channel, i) => {
    color.writeFloatBE(channel / 255, 4 + i * 4);
  });
  color.writeUInt16BE(GLOBAL, 16);
  return Buffer.concat([nameBytes(name), color]);
}
