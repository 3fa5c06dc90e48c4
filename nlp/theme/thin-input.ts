import { seededRandom } from '../../core/random.ts';
import type { ThemeInput } from './theme-types.ts';

/** FNV-1a (Fowler, Noll & Vo), 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

function keptOf(documents: number, share: number, random: () => number): number {
  let kept = 0;
  for (let i = 0; i < documents; i++) if (random() < share) kept += 1;
  return kept;
}

/**
 * The input as if only a share of the documents had been seen: each pair's count is thinned (binomial). A pair's draws
 * hang on its names and the turn alone, so nearly the same data are thinned in nearly the same way (common random
 * numbers), in whatever order they come.
 */
export function thinInput(input: ThemeInput, share: number, turn: number): ThemeInput {
  const pairs = input.pairs.map((pair) => {
    const name = pair.a < pair.b ? `${pair.a} ${pair.b}` : `${pair.b} ${pair.a}`;
    const random = seededRandom(hashOf(name) + input.seed + turn * 7_919);
    return { ...pair, documents: keptOf(pair.documents, share, random) };
  });
  const members = input.members.map((member) => ({ ...member, documents: member.documents * share }));
  return { ...input, members, pairs, totalDocuments: input.totalDocuments * share };
}
