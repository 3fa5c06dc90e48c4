import type { Facet } from '../../core/words.ts';

/** Facets whose names are counted: one trench coat, two trench coats. Colours and styles are not. */
const COUNTED = new Set<Facet>(['garment', 'detail', 'pattern']);
const NO_SINGULAR =
  /(?:ss|us|is|tights|overalls|lens|series|canvas|dungarees|culottes|^shorts|^flats|^shades)$/;
const MIN_JOINED = 7;
/** Chinese garments that are also called with 子: 短靴子, 棉裤子. Not after who wears them (男|鞋子). */
const TAKES_ZI = /^(?![男女童])[\u3400-\u9fff][鞋靴裤帽袜裙]$/;

/**
 * The spellings of an English alias (already folded: lower case, hyphens as blanks): plural and singular of the last
 * word by the regular rules (Quirk et al. 1985, 5.80), and the joined form of longer phrases (butteryellow, #quietluxury).
 * Of a Chinese garment the form with 子.
 */
export function inflectAlias(alias: string, facet: Facet): string[] {
  if (facet === 'garment' && TAKES_ZI.test(alias)) return [alias, `${alias}子`];
  if (!/^[\x20-\x7e]+$/.test(alias) || !/[a-z]/.test(alias)) return [alias];
  const forms = new Set([alias]);
  if (COUNTED.has(facet) && /[a-z]$/.test(alias)) {
    const other = plural(alias);
    if (other !== null) forms.add(other);
    const one = singular(alias);
    if (one !== null) forms.add(one);
  }
  for (const form of Array.from(forms)) {
    if (!form.includes(' ')) continue;
    const joined = form.replaceAll(' ', '');
    if (joined.length >= MIN_JOINED) forms.add(joined);
  }
  return [...forms];
}

/** Plural of a phrase's last word, or null where it looks like one already. */
export function plural(phrase: string): string | null {
  if (/(?:[^s]s|men|ed|less|style|ing)$/.test(phrase)) return null;
  if (/(?:s|x|z|ch|sh)$/.test(phrase)) return `${phrase}es`;
  if (/[^aeiou]y$/.test(phrase)) return `${phrase.slice(0, -1)}ies`;
  if (/(?:scarf|shelf|half|kerchief)$/.test(phrase)) return `${phrase.slice(0, -1)}ves`;
  return `${phrase}s`;
}

/** Singular of a phrase's last word, or null where it is no regular plural. */
export function singular(phrase: string): string | null {
  if (!phrase.endsWith('s') || NO_SINGULAR.test(phrase)) return null;
  if (/(?:ss|sh|ch|x)es$/.test(phrase)) return phrase.slice(0, -2);
  if (/[^aeiou]ies$/.test(phrase)) return `${phrase.slice(0, -3)}y`;
  return phrase.slice(0, -1);
}
