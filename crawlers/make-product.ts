import type { ObservationDraft, ProductDraft, ProductFacts } from '../core/content.ts';
import type { CataloguedSource } from '../core/source.ts';
import { canonicalUrl } from './canonical-url.ts';
import { detectLanguage } from './extract/language.ts';

export interface SeenProduct {
  product: ProductDraft;
  observation: ObservationDraft;
}

/** A product and what was seen of it, or the reason why there is none. `url` names it when the facts have no address. */
export function makeProduct(
  facts: ProductFacts,
  source: CataloguedSource,
  seen: { fetchedAt: Date; list: string; url?: string; key?: string },
): SeenProduct | string {
  const url = canonicalUrl(seen.url ?? facts.url ?? '');
  const key = seen.key ?? url ?? facts.sku;
  if (key === null) return 'no-product-key';
  if (facts.name === null || facts.name.trim() === '') return 'no-product-name';
  const language = detectLanguage(facts.name) === 'zh' ? 'zh' : source.language;
  return {
    product: {
      key,
      url: url ?? source.urls[0] ?? '',
      name: facts.name.trim().slice(0, 500),
      brand: facts.brand,
      category: facts.category,
      color: facts.color,
      sizes: facts.sizes,
      image: facts.image,
      gtin: facts.gtin,
      language,
      market: source.market,
    },
    observation: {
      productKey: key,
      observedAt: seen.fetchedAt,
      list: seen.list,
      rank: facts.rank,
      price: facts.price,
      listPrice: facts.listPrice,
      currency: facts.currency,
      availability: facts.availability,
      rating: facts.rating,
      reviewCount: facts.reviewCount,
    },
  };
}
