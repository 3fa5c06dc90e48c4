import type { Palette } from './palette.ts';

/** A palette as CSS custom properties, the greatest colour first, its part of the palette beside it. */
export function paletteCss(palette: Palette): string {
  const lines = palette.colors.map(
    ({ concept, hex, labelZh, labelEn, weight }) =>
      `  --${nameOf(concept)}: ${hex}; /* ${comment(`${labelEn} ${labelZh}`)}, ${(weight * 100).toFixed(1)} % */`,
  );
  return `:root {\n${lines.join('\n')}${lines.length > 0 ? '\n' : ''}}\n`;
}

/** `color:butter-yellow` to `color-butter-yellow`; what CSS does not take in a name becomes a hyphen. */
function nameOf(concept: string): string {
  return concept.toLowerCase().replace(/[^\p{L}\p{N}_-]+/gu, '-');
}

/** A label cannot end the comment it stands in. */
function comment(text: string): string {
  return text.replaceAll('*/', '* /').replaceAll(/\p{Cc}+/gu, ' ');
}
