/**
 * Finding copies: made-up texts of three lengths in both languages, copies of them as sites make them, and texts that
 * only look alike. Prints for each length and kind how many are taken for copies, and precision and recall.
 * `npx tsx bench/near-duplicates.ts [--per 200] [--seed 1] [--kinds]`
 */
import { parseArgs } from 'node:util';
import { seededRandom, type Random } from '../core/random.ts';
import { copySketch, isCopy, tokenText, type TokenText } from '../crawlers/near-copies.ts';
import { copyPairs, lookalikes, writeText, type Pair, type Size } from './near-duplicates/texts.ts';

const { values } = parseArgs({
  options: {
    per: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    kinds: { type: 'boolean', default: false },
  },
});

interface Tally {
  pairs: number;
  /** Share a value of their sketches. */
  found: number;
  /** Found, and taken for a copy. */
  folded: number;
}

const SIZES: Size[] = ['short', 'medium', 'long'];

function judge(pair: Pair): { found: boolean; folded: boolean } {
  const [a, b]: TokenText[] = [tokenText(pair.one), tokenText(pair.two)];
  const other = copySketch(b!);
  const found = copySketch(a!).some((value, bin) => value === other[bin]);
  return { found, folded: found && isCopy(a!, b!) };
}

function measure(size: Size, language: 'en' | 'zh', per: number, random: Random): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (let n = 0; n < per; n++) {
    const base = writeText(size, language, random);
    for (const pair of [...copyPairs(base, random), ...lookalikes(base, random)]) {
      const name = `${pair.copy ? 'copy' : 'other'} ${pair.kind}`;
      const tally = tallies.get(name) ?? { pairs: 0, found: 0, folded: 0 };
      const { found, folded } = judge(pair);
      tally.pairs += 1;
      tally.found += found ? 1 : 0;
      tally.folded += folded ? 1 : 0;
      tallies.set(name, tally);
    }
  }
  return tallies;
}

function sum(tallies: Map<string, Tally>, prefix: string, field: keyof Tally): number {
  return [...tallies].reduce(
    (total, [name, tally]) => (name.startsWith(prefix) ? total + tally[field] : total),
    0,
  );
}

const share = (part: number, whole: number): string => (whole === 0 ? '–' : (part / whole).toFixed(3));

for (const size of SIZES) {
  for (const language of ['en', 'zh'] as const) {
    const tallies = measure(size, language, Number(values.per), seededRandom(Number(values.seed)));
    const right = sum(tallies, 'copy', 'folded');
    const wrong = sum(tallies, 'other', 'folded');
    console.log(
      `${size.padEnd(6)} ${language}  precision ${share(right, right + wrong)}  recall ${share(right, sum(tallies, 'copy', 'pairs'))}` +
        `  found ${share(sum(tallies, 'copy', 'found'), sum(tallies, 'copy', 'pairs'))}`,
    );
    if (values.kinds)
      for (const [name, { pairs, found, folded }] of [...tallies].sort(([a], [b]) => a.localeCompare(b)))
        console.log(`    ${name.padEnd(26)} ${share(folded, pairs)}  (found ${share(found, pairs)})`);
  }
}
