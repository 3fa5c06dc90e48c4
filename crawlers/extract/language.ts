/** The share of a script in a text's letters. */
function countOf(text: string, range: RegExp): number {
  return text.match(range)?.length ?? 0;
}

const ENGLISH =
  /\b(the|and|of|to|in|is|that|for|it|with|as|was|on|are|this|be|by|at|from|have|but|not|you|they|we|i|my|so|very|a|an|or|its|just|more|size|love)\b/gi;
const OTHERS: [string, RegExp][] = [
  ['de', /\b(der|die|das|und|ist|nicht|ein|eine|mit|für|auf|den|von|zu|im|sich|auch|dem)\b/gi],
  ['fr', /\b(le|la|les|des|et|est|une|un|pour|dans|que|qui|sur|avec|du|pas|plus|ce|au)\b/gi],
  ['es', /\b(el|los|las|una|y|que|para|con|por|del|se|su|como|más|es|en|al)\b/gi],
  ['it', /\b(il|lo|gli|della|di|che|per|con|una|sono|non|del|nel|anche|più|è)\b/gi],
  ['pt', /\b(o|os|uma|que|para|com|não|do|da|em|mais|dos|por|ao|é)\b/gi],
  ['nl', /\b(de|het|een|van|en|dat|niet|zijn|voor|met|op|aan|ook|bij)\b/gi],
];

/** ISO 639-1 of a text from its script and its small words, or null when it is too short to tell. */
export function detectLanguage(text: string): string | null {
  const sample = text.slice(0, 4_000);
  const han = countOf(sample, /[\u3400-\u9fff]/g);
  const kana = countOf(sample, /[\u3040-\u30ff]/g);
  const hangul = countOf(sample, /[\uac00-\ud7af]/g);
  const latin = countOf(sample, /[A-Za-zÀ-ɏ]/g);
  if (kana > 3 && kana > 0.1 * (han + kana)) return 'ja';
  if (hangul > 3 && hangul > han) return 'ko';
  if (han > 0 && 3 * han >= latin) return 'zh';
  if (countOf(sample, /[\u0400-\u04ff]/g) > latin) return 'ru';
  if (latin < 12) return null;
  const english = countOf(sample, ENGLISH);
  const other = OTHERS.map(([code, words]) => ({ code, hits: countOf(sample, words) })).sort(
    (a, b) => b.hits - a.hits,
  )[0]!;
  const words = countOf(sample, /[A-Za-zÀ-ɏ]+/g);
  if (other.hits > english && other.hits >= 3 && other.hits / words > 0.06) return other.code;
  return english >= 2 || words < 8 ? 'en' : english / words > 0.03 ? 'en' : null;
}
