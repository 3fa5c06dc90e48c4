import { createRequire } from 'node:module';

let characters: Map<number, number> | null = null;

/** OpenCC's one-to-one characters (Apache-2.0, by way of opencc-js), read when a first text is folded: 70 ms. */
function readCharacters(): Map<number, number> {
  const preset = createRequire(import.meta.url)('opencc-js/preset/t2cn') as {
    from: { tw?: unknown[] };
    to: { cn?: unknown[] };
  };
  const map = new Map<number, number>();
  for (const dictionary of [...(preset.from.tw ?? []), ...(preset.to.cn ?? [])].flat(2)) {
    if (typeof dictionary !== 'string') continue;
    for (const pair of dictionary.split('|'))
      if (pair.length === 3 && pair[1] === ' ') map.set(pair.charCodeAt(0), pair.charCodeAt(2));
  }
  return map;
}

/** The simplified form of a character's code, or the code itself. */
export function simplifiedCode(code: number): number {
  characters ??= readCharacters();
  return characters.get(code) ?? code;
}
