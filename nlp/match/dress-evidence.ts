import type { Facet } from '../../core/words.ts';
import type { Match } from './matcher.ts';

/** Facets whose words say something of many other things too: a pink sky, a wooden floor, a trip to the beach. */
const LOOSE = new Set<Facet>(['color', 'fabric', 'pattern', 'occasion']);
/** Fabrics that are hardly anything but cloth. */
const CLOTH = new Set(
  Array.from(
    'polyester suede cashmere corduroy chiffon tweed shearling sherpa mohair spandex knit tulle organza'.split(
      ' ',
    ),
    (name) => `fabric:${name}`,
  ),
);
/** A mention of these speaks of dress by itself. */
const FIRM = new Set<Facet>(['garment', 'style', 'silhouette', 'detail']);
/** Shorter texts are titles, searches and values of fields: they need not say what they are of. */
const MIN_UNITS = { zh: 16, en: 45 };
/** Evidence counts this near on both sides, so that a paragraph on dress in a long text counts for itself. */
const WINDOW_UNITS = 160;

const EN_WORDS =
  /\b(?:wear|wears|wore|worn|wearing|outfits?|ootd|wardrobes?|closet|fashion|runway|catwalk|collections?|couture|ready-to-wear|designers?|styl(?:e|es|ed|ing|ish)|trends?|trending|fabrics?|material|textiles?|garments?|cloth|clothes|clothing|apparel|siz(?:e|es|ed|ing)|fits?|fitted|seams?|stitch\w*|hems?|hemline|sleeves?|lining|wash(?:ed|es|ing)?|colou?rs?|colou?rways?|shades?|hues?|tones?|palette|bought|buy|ordered|return(?:ed|ing)?|looks?|tailor\w*|knits?|cuts?|print(?:ed|s)?|yarn|bridal|brides?|accessor\w+|jewel\w+|season|soft|comf\w+|itchy|lace-up|waist\w*|buyers?|brand|boutique|thrift\w*|haul|product|luxur\w+|flattering|faux|labels?|retailers?|trademarks?|seller|refund)\b/gi;
const ZH_WORDS =
  /[穿衣裤裙鞋帽袜裝装衫襪褲]|搭配|面料|布料|料子|成分|版型|尺码|尺寸|码数|秀场|大秀|走秀|看秀|设计师|時尚|时尚|时髦|流行|趋势|模特|造型|上身|显[瘦白高黑胖]|收到|发货|客服|质量|色差|颜色|顏色|色系|配色搭|做工|起球|掉色|回购|种草|下单|退货|买家|卖家|面料|针织|剪裁|配饰|首饰|加绒|加厚|拿到手|说好的|保暖|静电|包装|快递/g;

function isLoose({ concept }: Match): boolean {
  return LOOSE.has(concept.facet) && !CLOTH.has(concept.id);
}

/** Finds the next place of a pattern from ever later offsets; the text is searched once, and no further than asked. */
class Places {
  readonly #pattern: RegExp;
  readonly #text: string;
  #found = -1;

  constructor(pattern: RegExp, text: string) {
    this.#pattern = pattern;
    this.#text = text;
  }

  firstFrom(from: number): number {
    if (this.#found >= from) return this.#found;
    this.#pattern.lastIndex = from;
    this.#found = this.#pattern.exec(this.#text)?.index ?? Number.POSITIVE_INFINITY;
    return this.#found;
  }
}

/** Says of ever later offsets whether one of the sorted starts is near. */
function nearStarts(starts: number[]): (at: number) => boolean {
  let next = 0;
  return (at) => {
    while (next < starts.length && starts[next]! < at - WINDOW_UNITS) next += 1;
    return next < starts.length && starts[next]! <= at + WINDOW_UNITS;
  };
}

/**
 * Drops mentions of colours, fabrics, patterns and occasions in sentences that say nothing of dress: no garment, style,
 * silhouette or detail and no word of wearing, making or buying near. Linear; words are looked for only where no such
 * mention is near.
 */
export function withDressEvidence(text: string, matches: Match[]): Match[] {
  if (!matches.some(isLoose)) return matches;
  const least = /[\u3400-\u9fff]/.test(text) ? MIN_UNITS.zh : MIN_UNITS.en;
  if (text.length <= least) return matches;
  const isNearFirm = nearStarts(
    matches.filter(({ concept }) => FIRM.has(concept.facet)).map(({ start }) => start),
  );
  const words = [new Places(EN_WORDS, text), new Places(ZH_WORDS, text)];
  const isNearWord = (at: number): boolean =>
    words.some((places) => places.firstFrom(Math.max(0, at - WINDOW_UNITS)) <= at + WINDOW_UNITS);
  return matches.filter((match) => !isLoose(match) || isNearFirm(match.start) || isNearWord(match.start));
}
