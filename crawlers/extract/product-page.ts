import type { ExtractedPage, ProductFacts } from '../../core/content.ts';
import { articleThings } from './article-facts.ts';
import { emptyProduct } from './empty-page.ts';
import { productCards, productFromCard } from './listing-cards.ts';
import { countPrices } from './listing-prices.ts';
import { isRanking } from './listing-rank.ts';
import { fillItems, listThings } from './listing.ts';
import { childElements, parentOf, scriptText, type Element } from './dom.ts';
import { localeOf } from './page-locale.ts';
import { metaValue, type Page } from './page.ts';
import { categoryOfTrail } from './product-crumbs.ts';
import { fillProduct, productFromMeta, productThings } from './product-declared.ts';
import { parseCurrency } from './parse-currency.ts';
import { parseAmount } from './parse-price.ts';
import { cleanBrand, productFromMarkup, type MarkupProduct } from './product-markup.ts';
import { countBuyButtons } from './product-stock.ts';
import { stateList, stateProduct } from './state-products.ts';
import { weightOf } from './text-weights.ts';

/** What a page says of products: those it declares alone, those it lists, and what its markup shows of one. */
export interface FoundProducts {
  single: ProductFacts[];
  list: ProductFacts[];
  /** What the markup shows, looked for only where the page may be a product's. */
  markup: MarkupProduct | null;
}

export function productsOf(page: Page, pageLanguage: string | null): FoundProducts {
  const language = localeOf(page, pageLanguage);
  const single = productThings(page, language);
  const main = mainThing(page, single);
  const own =
    main === null ? single : [main, ...single.filter((item) => item !== main && item.name === main.name)];
  // Lists are looked for only where the page is not sure to be a product's or an article.
  if (main !== null || (single.length > 0 && differentNames(single) < 3))
    return { single: own, markup: productFromMarkup(page, language), list: [] };
  if (single.length === 0 && articleThings(page).length > 0 && !saysProduct(page))
    return { single: own, markup: null, list: [] };
  return { single: own, ...listed(page, single, language) };
}

/** The list a page shows or declares, and its markup where that may still be one product's. */
function listed(
  page: Page,
  single: ProductFacts[],
  language: string | null,
): { list: ProductFacts[]; markup: MarkupProduct | null } {
  const declared = listThings(page, language);
  const prices = countPrices(page);
  const cards = productCards(prices);
  const shown = cards
    .map((card) => productFromCard(card, page, language))
    .filter((item) => item.name !== null && item.url !== null);
  let list = declared.length >= shown.length ? fillItems(declared, shown) : fillItems(shown, declared);
  if (list.length === 0 && single.length >= 3) list = single;
  list = withState(page, fillItems(list, single), single, language);
  const ranked = isRanking(page) && list.every((item) => item.rank === null);
  return {
    markup: markupProduct(page, list, { language, cards, priced: prices.size > 0 }),
    list: ranked ? list.map((item, i) => ({ ...item, rank: i + 1 })) : list,
  };
}

const letters = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');
const differentNames = (items: ProductFacts[]): number =>
  new Set(items.map((item) => letters(item.name ?? ''))).size;

/** Of several declared products the one that the page is called after; pages declare what they recommend too. */
function mainThing(page: Page, single: ProductFacts[]): ProductFacts | null {
  const titles = [metaValue(page, 'og:title'), page.titleTag].map((title) => letters(title ?? ''));
  const named = single.filter((item) => {
    const name = letters(item.name ?? '');
    return name.length >= 4 && titles.some((title) => title.startsWith(name));
  });
  return named.find((item) => item.price !== null) ?? named[0] ?? null;
}

/** Scripts hold the list more exactly than the markup, where they hold about as much of it. */
function withState(
  page: Page,
  list: ProductFacts[],
  single: ProductFacts[],
  language: string | null,
): ProductFacts[] {
  if (single.length > 0 || saysProduct(page) || saysArticle(page, list)) return list;
  const state = stateList(page, language);
  const enough = state.length >= SURE_LIST || isShortList(page, list, state);
  return enough && state.length >= 0.75 * list.length
    ? fillItems(state, list, 'shown')
    : fillItems(list, state);
}

/** So many priced things in one list of a script are what the page is about. */
const SURE_LIST = 5;
/** In weights of text-weights.ts, about characters: beyond, a few products in a script stand beside what the page tells. */
const MUCH_TEXT = 1_500;

/** Fewer, of which each has a price and an address of its own, where the page shows no others and little text. */
function isShortList(page: Page, shown: ProductFacts[], state: ProductFacts[]): boolean {
  const urls = new Set(state.flatMap(({ price, url }) => (price === null || url === null ? [] : [url])));
  if (shown.length > 0 || urls.size < 3 || urls.size < state.length) return false;
  return childElements(page.root).reduce((sum, child) => sum + weightOf(child), 0) < MUCH_TEXT;
}

/** A page of this many cards is a grid, unless it says that it is a product's. */
const GRID = 12;

function markupProduct(
  page: Page,
  list: ProductFacts[],
  known: { language: string | null; cards: Element[]; priced: boolean },
): MarkupProduct | null {
  const { language } = known;
  if (!saysProduct(page) && (saysArticle(page, list) || saysGroup(page))) return null;
  const grid = list.length >= GRID;
  const buys = saysProduct(page) ? 1 : countBuyButtons(page);
  if (buys > 3 && (grid || buys >= list.length / 3)) return null;
  if (buys === 0 && (grid || !known.priced)) return null;
  const markup = productFromMarkup(page, language);
  if (grid && !isPricedOrNamed(page) && isInside(markup.priceElement, known.cards)) return null;
  if (saysProduct(page)) return markup;
  if (markup.facts.price === null) return null;
  return buys > 0 || (markup.priced && markup.printedSku !== null) ? markup : null;
}

function isInside(element: Element | null, cards: Element[]): boolean {
  const set = new Set(cards);
  for (let up = element; up !== null; up = parentOf(up)) if (set.has(up)) return true;
  return false;
}

/** Articles say so; many shops' systems call every page an article in `og:type`, which a grid of prices outweighs. */
export const saysArticle = (page: Page, list: ProductFacts[]): boolean =>
  articleThings(page).length > 0 ||
  (/article|blog/.test(metaValue(page, 'og:type') ?? '') &&
    list.filter((item) => item.price !== null).length < 6);

/** Facebook's word for a page of many products. */
const saysGroup = (page: Page): boolean => /product\.group/.test(metaValue(page, 'og:type') ?? '');

const metaPrice = (page: Page): string | null => metaValue(page, 'product:price:amount', 'og:price:amount');

/** A price of its own in the meta tags, or an address of the form that only products have. */
const isPricedOrNamed = (page: Page): boolean =>
  metaPrice(page) !== null || /\/(?:dp|gp\/product)\//.test(page.url);

const saysProduct = (page: Page): boolean =>
  !saysGroup(page) && (isPricedOrNamed(page) || /product/.test(metaValue(page, 'og:type') ?? ''));

/** The page's one product: structured data first, then meta tags, then the markup, then scripts. */
export function productPage(page: Page, found: FoundProducts, answer: ExtractedPage): ProductFacts {
  const { single, markup } = found;
  const language = localeOf(page, answer.language);
  const declared = declaredProduct(page, single, language);
  // A maker's number that repeats the shop's own yields to the one in the table of facts.
  if (declared.mpn !== null && declared.mpn === declared.sku)
    declared.mpn = markup?.facts.mpn ?? declared.mpn;
  let product = markup ? fillProduct(declared, markup.facts) : declared;
  if (markup && markup.buyable && product.availability === 'out_of_stock') product.availability = 'in_stock';
  if (product.sku === null || product.brand === null || product.price === null || wantsSizes(page, product)) {
    const state = stateProduct(page, product.name ?? answer.title, language);
    if (state !== null) product = fillProduct(product, { ...state, url: null, image: null, category: null });
  }
  product.sku = markup?.printedSku ?? product.sku;
  takeMetaPrice(page, product, markup);
  if (markup) takeShownPrices(product, markup);
  product.name ??= markup?.heading ?? answer.title;
  product.url ??= answer.canonicalUrl;
  product.image ??= answer.image;
  product.brand = cleanBrand(product.brand);
  product.category ??= categoryOfTrail(page, markup?.trail ?? [], product.name, answer.siteName);
  return product;
}

/**
 * Meta tags feed advertising and follow a price more closely than structured data; where the two differ the page's
 * own words decide, and without them the tags, with their currency.
 */
function takeMetaPrice(page: Page, product: ProductFacts, markup: MarkupProduct | null): void {
  const written = metaValue(page, 'product:sale_price:amount', 'product:price:amount', 'og:price:amount');
  const amount = parseAmount(written ?? '');
  if (amount === null || amount === 0 || product.price === null || amount === product.price) return;
  if (markup !== null && markup.shown.isAsked(product.price) && !markup.shown.isAsked(amount)) return;
  const code = metaValue(page, 'product:sale_price:currency', 'product:price:currency', 'og:price:currency');
  product.currency = parseCurrency(code ?? '') ?? product.currency;
  product.price = amount;
  if (product.listPrice !== null && product.listPrice <= amount) product.listPrice = null;
}

/** The old price beside the paid one; and the paid one where the data declares the old. */
function takeShownPrices(product: ProductFacts, { shown }: MarkupProduct): void {
  const paid = product.price === null ? null : shown.paidInsteadOf(product.price);
  if (paid !== null) [product.price, product.listPrice] = [paid, product.price];
  product.listPrice ??= shown.listPriceOf(product.price);
}

/** A page's title goes on behind the product's name with its colour or the shop's words; cut-off names are not taken. */
export function productTitle(found: FoundProducts, title: string | null): string | null {
  const names = [found.single[0]?.name ?? null, found.markup?.heading ?? null];
  const name = names.find(
    (text) => text !== null && letters(text).length >= 4 && letters(title ?? '').startsWith(letters(text)),
  );
  return name && letters(name) !== letters(title ?? '') && !/[,…]$|\.{3}$/.test(name) ? name : title;
}

/** What structured data and meta tags say of the one product. */
function declaredProduct(page: Page, single: ProductFacts[], language: string | null): ProductFacts {
  const main = single.find((item) => item.price !== null) ?? single[0] ?? emptyProduct();
  const filled = single
    .slice(0, 3)
    .filter((item) => item.name === main.name)
    .reduce(fillProduct, main);
  const meta = productFromMeta(page, language);
  const declared = fillProduct(filled, meta);
  if (meta.listPrice !== null && declared.price === meta.listPrice)
    [declared.price, declared.listPrice] = [meta.price, meta.listPrice]; // the data lags behind the sale
  if (single.some((item) => item.availability === 'in_stock' && item.name === main.name))
    declared.availability = 'in_stock'; // other sizes of the same thing
  return declared;
}

/** Scripts are read for sizes only where they speak of any. */
const wantsSizes = (page: Page, product: ProductFacts): boolean =>
  product.sizes.length === 0 &&
  page.scripts.some((script) => /["']?sizes?["']?\s*:/i.test(scriptText(script)));
