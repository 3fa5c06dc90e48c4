import type { Hit } from './scan.ts';

/** Costs a piece, so that of two equal covers the one with fewer and longer words wins. */
const PIECE_COST = 0.4;

/**
 * Chooses the words that do not overlap and cover most text (weighted interval scheduling over each cluster of
 * overlapping hits; Kleinberg and Tardos 2005, 6.1). Guards take part, so 网红 keeps 红 from being read.
 */
export function coverHits(hits: Hit[]): Hit[] {
  const chosen: Hit[] = [];
  let from = 0;
  while (from < hits.length) {
    let to = from;
    let reach = hits[from]?.end ?? 0;
    while (to + 1 < hits.length && (hits[to + 1]?.start ?? reach) < reach) {
      to += 1;
      reach = Math.max(reach, hits[to]?.end ?? 0);
    }
    if (to === from) pushHit(chosen, hits[from]);
    else chooseInCluster(hits, from, to, reach, chosen);
    from = to + 1;
  }
  return chosen;
}

function pushHit(chosen: Hit[], hit: Hit | undefined): void {
  if (hit !== undefined) chosen.push(hit);
}

/** Made once and grown: clusters are many and short. */
let best = new Float64Array(256);
let pick = new Int32Array(256);

function clear(length: number): void {
  if (length > best.length) {
    best = new Float64Array(length * 2);
    pick = new Int32Array(length * 2);
  }
  best[length - 1] = 0;
  pick.fill(-1, 0, length);
}

/** best[i] is the worth of the text from offset i on; hits come by start, so it is filled from the back. */
function chooseInCluster(hits: Hit[], from: number, to: number, reach: number, chosen: Hit[]): void {
  const base = hits[from]?.start ?? 0;
  clear(reach - base + 1);
  let index = to;
  for (let offset = reach - base - 1; offset >= 0; offset -= 1) {
    best[offset] = best[offset + 1] ?? 0;
    while (index >= from && (hits[index]?.start ?? 0) - base === offset) {
      const hit = hits[index];
      const worth = hit === undefined ? 0 : hit.end - hit.start - PIECE_COST + (best[hit.end - base] ?? 0);
      if (worth > (best[offset] ?? 0)) {
        best[offset] = worth;
        pick[offset] = index;
      }
      index -= 1;
    }
  }
  for (let offset = 0; offset < reach - base;) {
    const hit = hits[pick[offset] ?? -1];
    if (hit === undefined) {
      offset += 1;
      continue;
    }
    chosen.push(hit);
    offset = hit.end - base;
  }
}
