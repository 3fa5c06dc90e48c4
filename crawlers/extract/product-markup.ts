import type { ProductFacts } from '../../core/content.ts';
import type { Availability } from '../../core/words.ts';
import { attribute, childElements, elementsOf, nameHints, shortText, type Element } from './dom.ts';
import { emptyProduct } from './empty-page.ts';
import { isOldPrice, priceText } from './listing.ts';
import type { Page } from './page.ts';
import { parseAmount, parseCurrency } from './parse-price.ts';
import { validGtin } from './product-thing.ts';

/** What a product page shows where it declares nothing: the price by its heading, its buy button, its table of facts. */
export interface MarkupProduct {
  facts: ProductFacts;
  /** Places where this page lets one buy; a list has one a card, a product page one or two. */
  buyButtons: number;
}

const BUY =
  /^(?:\W*)(add to (?:cart|basket|bag|trolley)|buy (?:it )?now|in den (?:waren|einkaufs)korb|in winkel(?:wagen|mandje)|ajouter au panier|acheter|añadir al? (?:carrito|cesta|la cesta)|comprar|adicionar ao carrinho|aggiungi al carrello|acquista|do koszyka|dodaj do koszyka|kup teraz|в корзину|добавить в корзину|купить|加入购物车|加入購物車|立即购买|立即購買|カートに入れる|장바구니|lägg i varukorg|legg i handlekurv|læg i kurv|sepete ekle|adaugă în coș|přidat do košíku|do košíku|lisää ostoskoriin|kosárba)/i;
const OUT =
  /(?:out of stock|sold out|currently unavailable|not available|no longer available|unavailable|ausverkauft|nicht (?:auf lager|verfügbar|vorrätig|lieferbar)|en rupture|rupture de stock|indisponible|épuisé|agotado|no disponible|sin stock|esgotado|indisponível|esaurito|non disponibile|нет в наличии|нет на складе|brak w magazynie|niedostępny|缺货|售罄|无货|補貨中|已售完|在庫切れ|品切れ|품절|uitverkocht|slutsåld|utsolgt|udsolgt|tükendi)/i;
const IN =
  /(?:in stock|available now|auf lager|sofort lieferbar|lieferbar|verfügbar|vorrätig|en stock|disponible|disponibile|em stock|в наличии|na stanie|dostępny|有货|现货|在庫あり|op voorraad|i lager|på lager|stokta|skladem)/i;
const STOCK_HINT = /(stock|avail|verfueg|lager|inventory|sold-?out|delivery)/;
const ASIDE =
  /(related|recommend|similar|carousel|also|upsell|cross-?sell|recently|sidebar|footer|compare|accessor|review|comment|sims|sponsor|bundle)/;

const LABELS: [keyof Pick<ProductFacts, 'brand' | 'sku' | 'mpn' | 'gtin' | 'color'>, RegExp][] = [
  [
    'brand',
    /^(brand|brand name|marca|marke|marque|merk|märke|marka|品牌|ブランド|бренд|fabricant|manufacturer|hersteller|label)$/i,
  ],
  [
    'sku',
    /^(asin|sku|item (?:no|number|#|id)|article (?:no|number)|art\.? ?(?:nr|no)|artikel(?:nummer|nr|-nr)|product (?:code|id|no|number)|réf(?:érence)?|ref(?:erencia|erence|erência)?|codice(?: articolo| prodotto)?|código|артикул|код товара|商品(?:编号|編號|番号|货号|コード)|货号|貨號|品番|catalog(?:ue)? (?:no|number)|style (?:no|number|#)|kod(?: produktu)?|bestell-?nr|varenr|stock code|cikkszám)$/i,
  ],
  [
    'mpn',
    /^(mpn|model(?: number| no| name)?|item model number|part (?:no|number|#)|manufacturer (?:part number|reference)|herstellernummer|modellnummer|hersteller(?:-| )?(?:art|teile)\.?-?(?:nr|nummer)|mfr\.? ?(?:part|#|no).*|modelo|modèle|modello|型号|型號|модель|número de modelo|référence fabricant)$/i,
  ],
  [
    'gtin',
    /^(gtin|ean|upc|barcode|isbn|isbn-13|gtin-?1[34]|条码|código de barras|штрихкод|ean-?(?:code|13)?)$/i,
  ],
  ['color', /^(colou?r|couleur|farbe|colore|color|kleur|颜色|顏色|カラー|цвет)$/i],
];

export function productFromMarkup(page: Page, language: string | null): MarkupProduct {
  const facts = emptyProduct();
  const found = { buyButtons: 0, out: false, available: false };
  let heading = false;
  let before: string | null = null;
  let after: string | null = null;
  for (const element of elementsOf(page.root)) {
    if (element.name === 'h1' || attribute(element, 'id') === 'productTitle') heading = true;
    noteStock(element, found);
    noteFact(element, facts);
    if (after !== null || insideAside(element)) continue;
    const price = priceText(element);
    if (price === null || isOldPrice(element) || (parseAmount(price) ?? 0) === 0) continue;
    if (heading) after = price;
    else before ??= price;
  }
  const price = after ?? before;
  facts.price = price === null ? null : parseAmount(price);
  facts.currency = price === null ? null : parseCurrency(price, language);
  facts.availability = stockOf(found);
  facts.sku ??= asin(page.url);
  return { facts, buyButtons: found.buyButtons };
}

function stockOf(found: { buyButtons: number; out: boolean; available: boolean }): Availability {
  if (found.out && !found.available) return 'out_of_stock';
  return found.available || found.buyButtons > 0 ? 'in_stock' : found.out ? 'out_of_stock' : 'unknown';
}

const asin = (url: string): string | null =>
  /\/(?:dp|gp\/product)\/(B[0-9A-Z]{9}|\d{9}[\dX])(?:[/?]|$)/.exec(url)?.[1] ?? null;

const BUTTON_HINT = /(cart|basket|bag|buy|btn|button|kauf|korb|panier|carrito|shop)/;

/** A link counts as a button only where it is called one: pages have thousands of links. */
function isButton(element: Element): boolean {
  if (element.name === 'button' || element.name === 'input') return true;
  return element.name === 'a' && BUTTON_HINT.test(nameHints(element));
}

function buys(element: Element): boolean {
  if ('disabled' in element.attribs) return false;
  const words = element.name === 'input' ? attribute(element, 'value') : (shortText(element, 40) ?? '');
  return (
    BUY.test(words) || BUY.test(attribute(element, 'title')) || BUY.test(attribute(element, 'aria-label'))
  );
}

/** How many places of the page let one buy. */
export function countBuyButtons(page: Page): number {
  let count = 0;
  for (const element of elementsOf(page.root)) if (isButton(element) && buys(element)) count += 1;
  return count;
}

function noteStock(element: Element, found: { buyButtons: number; out: boolean; available: boolean }): void {
  if (isButton(element)) {
    if (buys(element)) found.buyButtons += 1;
    return;
  }
  if (!STOCK_HINT.test(nameHints(element)) || insideAside(element)) return;
  const text = shortText(element, 90);
  if (text === null || text === '') return;
  if (OUT.test(text)) found.out = true;
  else if (IN.test(text)) found.available = true;
}

function insideAside(element: Element): boolean {
  for (let up: Element['parent'] = element, depth = 0; up && depth < 12; up = up.parent, depth++) {
    if (!('attribs' in up)) return false;
    if (up.name === 'aside' || up.name === 'footer' || up.name === 'nav') return true;
    if (ASIDE.test(nameHints(up)) && up.name !== 'body' && up.name !== 'html') return true;
  }
  return false;
}

/** `Label | value` in a table, a definition list, or one short line with a colon. */
function noteFact(element: Element, facts: ProductFacts): void {
  if (
    !['th', 'td', 'dt', 'li', 'p', 'div', 'span', 'strong', 'b', 'label'].includes(element.name) ||
    element.children.length > 8
  )
    return;
  const text = shortText(element, 90);
  if (text === null || text.length < 2) return;
  const colon = /^([^:：]{2,40})\s*[:：]\s*(.{1,50})$/.exec(text);
  if (colon) return setFact(facts, colon[1]!, colon[2]!);
  const next = text.length < 42 ? nextElement(element) : null;
  const value = next ? shortText(next, 60) : null;
  if (value !== null) setFact(facts, text, value);
}

function nextElement(element: Element): Element | null {
  const siblings = element.parent ? childElements(element.parent as Element) : [];
  return siblings[siblings.indexOf(element) + 1] ?? null;
}

function setFact(facts: ProductFacts, label: string, value: string): void {
  const name = label.replace(/[\s:：.#*\u200e\u200f-]+$/u, '').replace(/^[\s\u200e\u200f]+/u, '');
  const key = LABELS.find(([, form]) => form.test(name))?.[0];
  const clean = value.replace(/[\u200e\u200f]/g, '').trim();
  if (key === undefined || facts[key] !== null || clean === '') return;
  if (key === 'gtin') facts.gtin = validGtin(clean);
  else if ((key === 'sku' || key === 'mpn') && !/\d/.test(clean)) return;
  else facts[key] = clean;
}
