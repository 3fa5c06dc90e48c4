import type { DocumentDraft, Engagement, ObservationDraft, ProductDraft } from '../core/content.ts';
import { collectedFields, type Field } from '../core/governance.ts';
import type { CataloguedSource } from '../core/source.ts';
import { minimisedAuthor, SECTOR_RULES, stripContacts, stripPersonal } from './minimise.ts';
import { withoutAccount } from './governance-urls.ts';

/**
 * Where drafts are made what the source may collect: fields it does not declare are emptied, texts lose what leads to
 * a person, names become keyed hashes. A draft that went through once comes out of it unchanged.
 */
const FIELDS_OF = new WeakMap<CataloguedSource, ReadonlySet<Field>>();

function fieldsOf(source: CataloguedSource): ReadonlySet<Field> {
  const known = FIELDS_OF.get(source) ?? collectedFields(source);
  FIELDS_OF.set(source, known);
  return known;
}

const LONGEST_TITLE = 500;
const LONGEST_TEXT = 60_000;

/** What people write themselves is signed by them; articles and product texts name persons as their subject. */
const isSigned = (kind: DocumentDraft['kind']): boolean =>
  kind === 'review' || kind === 'post' || kind === 'comment';

export function admitDocument(
  draft: DocumentDraft,
  source: CataloguedSource,
  hashKey: string,
): DocumentDraft {
  const fields = fieldsOf(source);
  const clean = (text: string): string => stripPersonal(text, hashKey, isSigned(draft.kind));
  const title =
    draft.title === null || !fields.has('title') ? null : clean(draft.title).slice(0, LONGEST_TITLE);
  return {
    ...draft,
    canonicalUrl: isSigned(draft.kind) ? withoutAccount(draft.canonicalUrl, hashKey) : draft.canonicalUrl,
    title: title === '' ? null : title,
    text: fields.has('text') ? clean(draft.text.slice(0, LONGEST_TEXT)) : '',
    author: fields.has('author') ? minimisedAuthor(source.sector, draft.author, hashKey) : null,
    engagement: fields.has('engagement') ? keptEngagement(draft.engagement, source) : {},
    rating: fields.has('rating') ? draft.rating : null,
    productKey: fields.has('product') ? draft.productKey : null,
  };
}

function keptEngagement(engagement: Engagement, source: CataloguedSource): Engagement {
  const kept: Engagement = {};
  for (const key of SECTOR_RULES[source.sector].engagement) {
    const value = engagement[key];
    if (value !== undefined && Number.isFinite(value) && value >= 0) kept[key] = Math.round(value);
  }
  return kept;
}

/** A product, or null where the source does not collect products at all. */
export function admitProduct(
  draft: ProductDraft,
  source: CataloguedSource,
  hashKey: string,
): ProductDraft | null {
  const fields = fieldsOf(source);
  if (!fields.has('product')) return null;
  return {
    ...draft,
    name: stripContacts(draft.name, hashKey),
    brand: fields.has('brand') ? draft.brand : null,
    category: fields.has('category') ? draft.category : null,
    color: fields.has('color') ? draft.color : null,
    sizes: fields.has('sizes') ? draft.sizes : [],
    image: fields.has('image') ? draft.image : null,
    gtin: fields.has('gtin') ? draft.gtin : null,
  };
}

export function admitObservation(draft: ObservationDraft, source: CataloguedSource): ObservationDraft | null {
  const fields = fieldsOf(source);
  if (!fields.has('product')) return null;
  const price = fields.has('price');
  return {
    ...draft,
    rank: fields.has('rank') ? draft.rank : null,
    price: price ? draft.price : null,
    listPrice: price ? draft.listPrice : null,
    currency: price ? draft.currency : null,
    availability: fields.has('availability') ? draft.availability : 'unknown',
    rating: fields.has('rating') ? draft.rating : null,
    reviewCount: fields.has('rating') ? draft.reviewCount : null,
  };
}

/** Fields a document holds although its source does not collect them: something went round the gate. */
export function undeclaredFields(draft: DocumentDraft, source: CataloguedSource): Field[] {
  const fields = fieldsOf(source);
  const held: [Field, boolean][] = [
    ['title', draft.title !== null],
    ['text', draft.text !== ''],
    ['author', draft.author !== null],
    ['engagement', Object.keys(draft.engagement).length > 0],
    ['rating', draft.rating !== null],
    ['product', draft.productKey !== null],
  ];
  return held.filter(([field, present]) => present && !fields.has(field)).map(([field]) => field);
}
