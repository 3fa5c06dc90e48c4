import type { ExtractedPage, ProductFacts } from '../../core/content.ts';
import { articleThings } from './article-facts.ts';
import { emptyProduct } from './empty-page.ts';
import { countPrices, isRanking, listThings, productCards, productFromCard } from './listing.ts';
import { metaValue, type Page } from './page.ts';
import { fillProduct, productFromMeta, productThings } from './product-declared.ts';
import { cleanBrand, productFromMarkup, type MarkupProduct } from './product-markup.ts';
import { countBuyButtons } from './product-stock.ts';
import { stateList, stateProduct } from './state-products.ts';

/** What a page says of products: those it declares alone, those it lists, and what its markup shows of one. */
export interface FoundProducts {
  single: ProductFacts[];
  list: ProductFacts[];
  /** What the markup shows, looked for only where the page may be a product's. */
  markup: MarkupProduct | null;
}

export function productsOf(page: Page, language: string | null): FoundProducts {
  const declared = listThings(page, language);
  const prices = countPrices(page);
  const cards = productCards(prices)
    .map((card) => productFromCard(card, page, language))
    .filter((item) => item.name !== null);
  const single = productThings(page, language);
  let list = declared.length >= cards.length ? declared : cards;
  if (list.length === 0 && single.length >= 3) list = single;
  list = withState(page, list, single, language);
  const ranked = isRanking(page) && list.every((item) => item.rank === null);
  return {
    single,
    markup: markupProduct(page, single, list, { language, priced: prices.size > 0 }),
    list: ranked ? list.map((item, i) => ({ ...item, rank: i + 1 })) : list,
  };
}

/** Scripts hold the list more exactly than the markup, where they hold about as much of it. */
function withState(
  page: Page,
  list: ProductFacts[],
  single: ProductFacts[],
  language: string | null,
): ProductFacts[] {
  if (single.length > 0 || saysProduct(page) || saysArticle(page)) return list;
  const state = stateList(page, language);
  return state.length >= 5 && state.length >= 0.75 * list.length ? state : list;
}

function markupProduct(
  page: Page,
  single: ProductFacts[],
  list: ProductFacts[],
  known: { language: string | null; priced: boolean },
): MarkupProduct | null {
  const { language } = known;
  const declared = single.length > 0 && single.length < 3;
  if (declared || saysProduct(page)) return productFromMarkup(page, language);
  if (saysArticle(page)) return null;
  const buys = countBuyButtons(page);
  if (buys > 3 && buys >= list.length / 3) return null;
  if (buys === 0 && (list.length >= 12 || !known.priced)) return null;
  const markup = productFromMarkup(page, language);
  if (markup.facts.price === null) return null;
  return buys > 0 || (markup.priced && markup.printedSku !== null) ? markup : null;
}

export const saysArticle = (page: Page): boolean =>
  articleThings(page).length > 0 || /article|blog/.test(metaValue(page, 'og:type') ?? '');

const saysProduct = (page: Page): boolean =>
  /product/.test(metaValue(page, 'og:type') ?? '') ||
  metaValue(page, 'product:price:amount', 'og:price:amount') !== null ||
  /\/(?:dp|gp\/product)\//.test(page.url);

/** The page's one product: structured data first, then meta tags, then the page's own title. */
export function productPage(page: Page, found: FoundProducts, answer: ExtractedPage): ProductFacts {
  const { single } = found;
  const main = single.find((item) => item.price !== null) ?? single[0] ?? emptyProduct();
  const filled = single
    .slice(0, 3)
    .filter((item) => item.name === main.name)
    .reduce(fillProduct, main);
  const declared = fillProduct(filled, productFromMeta(page, answer.language));
  if (single.some((item) => item.availability === 'in_stock' && item.name === main.name))
    declared.availability = 'in_stock'; // other sizes of the same thing
  let product = found.markup ? fillProduct(declared, found.markup.facts) : declared;
  if (product.sku === null || product.brand === null || product.price === null) {
    const state = stateProduct(page, product.name ?? answer.title, answer.language);
    if (state !== null) product = fillProduct(product, { ...state, url: null, image: null });
  }
  product.sku = found.markup?.printedSku ?? product.sku;
  product.name ??= answer.title;
  product.url ??= answer.canonicalUrl;
  product.brand = cleanBrand(product.brand);
  return product;
}
