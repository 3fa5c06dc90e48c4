const SCALES = [2, 4.5, 9, 18] as const;
const SPANS = [6, 12, 20] as const;
const SPACING = 3;
/** Lengths whose shapes are kept; series of one call mostly have the same. */
const LENGTHS_KEPT = 8;

const kept = new Map<number, Float64Array<ArrayBuffer>>();

/**
 * The dictionary of changes for n weeks, one shape after the other: logistic steps of several widths and humps of
 * several spans, centred every third week.
 */
export function shapesFor(n: number): Float64Array<ArrayBuffer> {
  const known = kept.get(n);
  if (known) return known;
  const rows: Float64Array[] = [];
  for (let centre = 4; centre < n + 8; centre += SPACING) {
    for (const scale of SCALES) rows.push(steps(n, centre, scale));
    for (const span of SPANS) {
      const up = centre - span / 2;
      if (up + span < n) rows.push(hump(n, up, up + span));
    }
  }
  const out = new Float64Array(rows.length * n);
  rows.forEach((row, j) => out.set(row, j * n));
  if (kept.size >= LENGTHS_KEPT) kept.clear();
  kept.set(n, out);
  return out;
}

function steps(n: number, centre: number, scale: number): Float64Array {
  return Float64Array.from({ length: n }, (_, t) => rise(t, centre, scale));
}

function hump(n: number, up: number, down: number): Float64Array {
  return Float64Array.from({ length: n }, (_, t) => rise(t, up, 2) - rise(t, down, 2));
}

function rise(t: number, centre: number, scale: number): number {
  return 1 / (1 + Math.exp(-(t - centre) / scale));
}
