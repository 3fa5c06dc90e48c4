import type { CataloguedSource } from './source.ts';
import type { Sector } from './words.ts';

const WRITING = ['title', 'text', 'author', 'published', 'engagement'] as const;
const SHELF = [
  'product',
  'brand',
  'category',
  'color',
  'sizes',
  'image',
  'gtin',
  'price',
  'availability',
  'rank',
] as const;

/** What a source may collect beside address, language and market, which every row needs. */
export const FIELDS = [...WRITING, 'rating', ...SHELF] as const;
export type Field = (typeof FIELDS)[number];

/** The allow-list of each sector: what is not here never leaves `crawlers`. A source may declare less, not more. */
export const SECTOR_FIELDS: Record<Sector, readonly Field[]> = {
  runway: WRITING,
  editorial: WRITING,
  commerce: ['title', 'text', 'author', 'published', 'rating', ...SHELF],
  social: WRITING,
  review: [...WRITING, 'rating', ...SHELF],
};

export function sectorFields(source: Pick<CataloguedSource, 'sector'>): ReadonlySet<Field> {
  return new Set(SECTOR_FIELDS[source.sector]);
}

/** What a legal basis begins with (GDPR art. 6 and what stands outside it), and the words it is recognised by. */
export const LEGAL_BASES = {
  'public-data': /^(?:public|open data|公开|公開)/i,
  consent: /^(?:consent|explicit consent|同意|授权同意)/i,
  contract: /^(?:contract|agreement|合同|合約|协议)/i,
  'legitimate-interest': /^(?:legitimate|statistic|research|正当利益|合法利益|正當利益)/i,
  'own-data': /^(?:own\b|our own|made[- ]up|first[- ]party|自有|自己)/i,
  licence: /^(?:licen[cs]e|creative commons|cc[ -]|许可|授权|授權)/i,
  'legal-obligation': /^(?:legal obligation|法定)/i,
} as const;
export type LegalBasis = keyof typeof LEGAL_BASES;

/** The basis a declaration begins with, or null: then nothing personal is collected, not even as a hash. */
export function legalBasisOf(declared: string): LegalBasis | null {
  const text = declared.trim();
  const found = Object.entries(LEGAL_BASES).find(
    ([name, words]) => text.toLowerCase().startsWith(name) || words.test(text),
  );
  return (found?.[0] as LegalBasis | undefined) ?? null;
}

/** What this source collects: its own declaration within its sector's list, without persons where no basis is named. */
export function collectedFields(source: CataloguedSource): ReadonlySet<Field> {
  const allowed = sectorFields(source);
  const declared = source.collects ?? [...allowed];
  const fields = declared.filter((field) => allowed.has(field));
  return new Set(
    legalBasisOf(source.legalBasis) === null ? fields.filter((field) => field !== 'author') : fields,
  );
}
