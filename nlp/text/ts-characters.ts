import { from, to } from 'opencc-js/preset/t2cn';

/** Reads OpenCC's dictionaries: `traditional simplified|…`; only pairs of one unit to one unit are of use here. */
function* pairsOf(groups: readonly unknown[]): Generator<string> {
  for (const dictionary of groups.flat(2)) {
    if (typeof dictionary !== 'string') continue;
    for (const line of dictionary.split('|')) {
      if (line.length === 3 && line[1] === ' ') yield `${line[0]}${line[2]}`;
    }
  }
}

/**
 * Traditional and simplified character as two-unit strings; what is simplified already (么, though 么 is also an old
 * form of 幺) stays. From OpenCC (Apache-2.0) by way of opencc-js.
 */
export function tsCharacters(): Iterable<string> {
  const pairs = [...pairsOf(from.tw ?? []), ...pairsOf(to.cn ?? [])];
  const simplified = new Set(pairs.map((pair) => pair[1]));
  return pairs.filter((pair) => !simplified.has(pair[0]));
}
