import { paletteAse } from './palette-ase.ts';
import { paletteCss } from './palette-css.ts';
import { palettePng } from './palette-png.ts';
import type { Palette } from './palette.ts';

export const PALETTE_FILES = ['css', 'ase', 'png'] as const;
export type PaletteFile = (typeof PALETTE_FILES)[number];

export const PALETTE_TYPES: Record<PaletteFile, string> = {
  css: 'text/css; charset=utf-8',
  ase: 'application/octet-stream',
  png: 'image/png',
};

/** A palette as a file's bytes; `name` is what the group of swatches is called. */
export function writePalette(palette: Palette, format: PaletteFile, name: string): Buffer {
  if (format === 'css') return Buffer.from(paletteCss(palette));
  return format === 'ase' ? paletteAse(palette, name) : palettePng(palette);
}
