import type { ProductFacts } from '../../core/content.ts';
import { attribute, elementAfter, nameHints, shortText, type Element } from './dom.ts';
import { validGtin } from './product-thing.ts';

type Labelled = 'brand' | 'sku' | 'mpn' | 'gtin' | 'color';

const LABELS: [Labelled, RegExp][] = [
  [
    'brand',
    /^(brand|brand name|make ?\/ ?manufacturer|marca|marke|marque|merk|märke|marka|blagovna znamka|品牌|ブランド|бренд|fabricant|manufacturer|hersteller|label|proizvajalec|מותג)$/i,
  ],
  [
    'sku',
    /^(asin|sku|item (?:no|number|code|#|id)|article (?:no|number)|art\.? ?(?:nr|no)|artikel(?:nummer|nr|-nr)|product (?:code|id|no|number|ref(?:erence)?)|post(?:ing)? id|ad (?:id|no|number)|réf(?:érence)?|ref(?:erencia|erence|erência)?|codice(?: articolo| prodotto)?|código|cod(?:e|\. ?art)?|šifra(?: artikla| izdelka| proizvoda)?|артикул|код(?: товара)?|商品(?:编号|編號|番号|货号|コード)|货号|貨號|品番|款号|catalog(?:ue)? (?:no|number)|style (?:no|number|#)|kod(?: produktu)?|bestell-?nr|anzeigen(?:nummer|nr)|varenr|stock code|cikkszám|מק"ט)$/i,
  ],
  [
    'mpn',
    /^(mpn|manufacturer part number(?: \(mpn\))?|model(?: number| no| name)?(?: ?\/ ?number)?|num[eé]ro (?:du |de |del )?mod[eè](?:le|llo)(?: (?:de l'|dell')?articol[eo]| de l.article)?|numero modello articolo|número de modelo(?: del producto)?|modellnummer|modelnummer|item model number|part (?:no|number|#)|manufacturer (?:part number|reference)|herstellernummer|modellnummer|hersteller(?:-| )?(?:art|teile)\.?-?(?:nr|nummer)|mfr\.? ?(?:part|#|no).*|modelo|modèle|modello|型号|型號|модель|número de modelo|référence fabricant)$/i,
  ],
  [
    'gtin',
    /^(gtin|ean|upc|barcode|isbn|isbn-13|gtin-?1[34]|条码|código de barras|штрихкод|ean-?(?:code|13)?)$/i,
  ],
  ['color', /^(colou?r|couleur|farbe|colore|color|kleur|颜色|顏色|カラー|цвет)$/i],
];
const LABELLED_TAGS = new Set(['th', 'td', 'dt', 'li', 'p', 'div', 'span', 'strong', 'b', 'label']);
/** Parts that are called after the code they show. */
const CODE_HINT =
  /(?:^|[\s_-])(?:product|item|article|prod|style)[-_]?(?:code|ref(?:erence)?|number|sku|no)(?:[\s_-]|$)|(?:^|[\s_-])sku(?:[-_](?:value|number|code|id))?(?:\s|$)/i;

/** `Label | value` in a table, a definition list, or one short line with a colon; or a part named for what it holds. */
export function noteFact(element: Element, facts: ProductFacts): void {
  if (!LABELLED_TAGS.has(element.name) || element.children.length > 8) return;
  const text = shortText(element, 90);
  if (text === null || text.length < 2) return;
  const colon = /^([^:：]{2,40})\s*[:：]\s*(.{1,50})$/.exec(text);
  if (colon) return setFact(facts, colon[1]!, colon[2]!);
  const label = labelKey(text);
  if (label !== undefined) {
    const next = elementAfter(element);
    const value = next ? shortText(next, 60) : null;
    if (value !== null) setFact(facts, text, value);
  } else if (facts.sku === null && text.length < 40) {
    const joined = /^(?:réf|ref|sku|art)\.?\s+([\w./-]*\d[\w./-]*)/i.exec(text)?.[1];
    if (joined !== undefined) facts.sku = joined;
    else if (element.digits > 0 && !text.includes(' ') && CODE_HINT.test(codeHints(element)))
      facts.sku = codeOf(text);
  }
}

const codeHints = (element: Element): string =>
  `${nameHints(element)} ${attribute(element, 'data-qa-qualifier')} ${attribute(element, 'data-testid')} ${attribute(element, 'data-qa')}`;

/** Short lines come back on a page and on the pages of a site. */
const KNOWN_LABELS = new Map<string, Labelled | null>();
const MAX_KNOWN = 3_000;

function labelKey(label: string): Labelled | undefined {
  if (label.length > 42) return undefined;
  const known = KNOWN_LABELS.get(label);
  if (known !== undefined) return known ?? undefined;
  const key = readLabel(label);
  if (KNOWN_LABELS.size >= MAX_KNOWN) KNOWN_LABELS.clear();
  KNOWN_LABELS.set(` ${label}`.slice(1), key ?? null); // a copy: a part of the page would keep the page
  return key;
}

function readLabel(label: string): Labelled | undefined {
  const name = label.replace(/[\s:：.#*\u200e\u200f-]+$/u, '').replace(/^[\s\u200e\u200f〈【（([«]+/u, '');
  return LABELS.find(([, form]) => form.test(name))?.[0];
}

function setFact(facts: ProductFacts, label: string, value: string): void {
  const key = labelKey(label);
  const clean = value.replace(/[\u200e\u200f]/g, '').trim();
  if (key === 'sku' && /^\W*asin\W*$/i.test(label) && isAsin(clean)) facts.sku = clean;
  if (key === undefined || facts[key] !== null || clean === '') return;
  if (key === 'color') return setColor(facts, clean);
  if (key === 'gtin') facts.gtin = validGtin(clean);
  else if (key === 'sku') facts.sku = codeOf(clean);
  else if (key === 'mpn') facts.mpn = partNumber(clean);
  else facts[key] = clean;
}

/** Pickers show prices and prompts beside the colour; a sentence or an amount is none. */
function setColor(facts: ProductFacts, value: string): void {
  const color = cleanColor(value);
  if (color !== null) facts.color = color;
}

export function cleanColor(value: string): string | null {
  const color = value
    .replace(/^(?:(?:select|choose|close|auswählen|wählen|请选择|選擇)\b[\s.:…]*)+/iu, '')
    .trim();
  if (color === '' || color.length > 40 || color.split(/\s+/).length > 6) return null;
  return /\p{L}/u.test(color) && !/\d+[.,]\d{2}\b|[$€£¥￥]|[?!]$/u.test(color) ? color : null;
}

/** Amazon's own number for a thing. */
export const isAsin = (code: string): boolean => /^B[0-9A-Z]{9}$/.test(code);

/** A maker's number has a digit and few words; a second label behind it is cut off. */
function partNumber(value: string): string | null {
  const number = value.replace(/\s+\p{L}[\p{L} ]{1,20}[:：].*$/u, '');
  return /\d/.test(number) && number.split(/\s+/).length <= 3 && !number.includes(', ') ? number : null;
}

/** A code is one word with a digit in it; what follows it on the line is something else. */
function codeOf(value: string): string | null {
  const first = value.split(/\s+/)[0]!.replace(/^(?:[#(]|art\.?-?(?:nr\.?)?(?=\d))+|[),;|〉】）\]»]+$/gi, '');
  return /\d/.test(first) && first.length >= 3 ? first : null;
}
