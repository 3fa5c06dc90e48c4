import type { Found } from './matcher.ts';
import { BLANK } from '../text/char-fold.ts';
import type { FoldedText } from '../text/fold-text.ts';
import { isLatinUnit } from './scan.ts';

/** Hues that head an English compound: "teal grey" is a grey. Black and white are listed beside others instead. */
const HEADS = idsOf('red orange yellow green blue purple pink brown grey');
/** Clothing colours of their own, named side by side with a hue: "navy red" is two colours. */
const APART = idsOf('navy burgundy maroon khaki olive mustard silver steel ivory cream off-white charcoal');
/** Words for a kind of colour that only shade the colour behind them, black and white too. */
const KINDS = idsOf('neon');

function idsOf(names: string): Set<string> {
  return new Set(names.split(' ').map((name) => `color:${name}`));
}

const isColor = ({ sense }: Found): boolean => sense.entry.concept.facet === 'color';

/** A one-word shade of some hue; "dark green" names its hue itself. */
function isShade({ sense, hit }: Found, { units }: FoldedText): boolean {
  const { id, parent } = sense.entry.concept;
  if (KINDS.has(id)) return true;
  return parent !== null && !APART.has(id) && !units.subarray(hit.start, hit.end).includes(BLANK);
}

/** Whether a hue stands right behind a shade named for a thing, one blank between: "brick orange", "rust brown". */
function joins(first: Found, second: Found, folded: FoldedText): boolean {
  const { units } = folded;
  if (!isColor(first) || !isColor(second)) return false;
  if (!KINDS.has(first.sense.entry.concept.id) && !HEADS.has(second.sense.entry.concept.id)) return false;
  if (second.start !== first.end + 1 || second.hit.start !== second.start) return false;
  if (units[first.end] !== BLANK || !isLatinUnit(units[first.end - 1] ?? 0)) return false;
  return isShade(first, folded);
}

/**
 * English colour compounds have their head at the end (Quirk et al. 1985, 17.104): the hue counts, over the span of
 * both words. A shade of that very hue ("rust brown") stays what it is and takes the hue into its span.
 */
export function joinColorCompounds(found: Found[], folded: FoldedText): Found[] {
  const joined: Found[] = [];
  for (const one of found) {
    const last = joined.at(-1);
    if (last === undefined || !joins(last, one, folded)) {
      joined.push(one);
      continue;
    }
    const kept = last.sense.entry.concept.parent === one.sense.entry.concept.id ? last : one;
    joined[joined.length - 1] = { ...kept, start: last.start, end: one.end };
  }
  return joined;
}
