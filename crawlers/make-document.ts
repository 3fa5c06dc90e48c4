import type { DocumentDraft, Engagement } from '../core/content.ts';
import type { CataloguedSource } from '../core/source.ts';
import type { DocumentKind, Language } from '../core/words.ts';
import { canonicalUrl } from './canonical-url.ts';
import { isDayFirstCountry } from './extract/day-first.ts';
import { detectLanguage } from './extract/language.ts';
import { parseDate, toPublished } from './extract/parse-date.ts';
import { admitDocument } from './governance-gate.ts';

export interface DocumentFacts {
  url: string;
  kind: DocumentKind;
  title: string | null;
  text: string | null;
  author: string | null;
  /** As the page or feed wrote it, or an ISO date; null is unknown. */
  publishedAt: string | null;
  engagement?: Engagement;
  rating?: number | null;
  productKey?: string | null;
  language?: Language;
  market?: string;
}

const MAX_TEXT = 60_000;
const DAY_MS = 86_400_000;

/** The language a text is read in, or the reason it is not read. */
export function languageOf(text: string, source: CataloguedSource): Language | 'other-language' {
  const found = detectLanguage(text);
  if (found === 'zh' || found === 'en') return found;
  return found === null ? source.language : 'other-language';
}

/**
 * A document draft, minimised as its sector asks, or the reason why there is none. A date in the future, or none,
 * gives way to the time of fetching and is marked as such.
 */
export function makeDocument(
  facts: DocumentFacts,
  source: CataloguedSource,
  context: { fetchedAt: Date; hashKey: string },
): DocumentDraft | string {
  const url = canonicalUrl(facts.url);
  if (url === null) return 'no-url';
  const title = facts.title === null || facts.title.trim() === '' ? null : facts.title.trim();
  const text = (facts.text ?? '').trim().slice(0, MAX_TEXT);
  if (text.length + (title?.length ?? 0) < 2) return 'empty-text';
  const language = facts.language ?? languageOf(`${title ?? ''}\n${text}`, source);
  if (language === 'other-language') return language;
  const market = facts.market ?? source.market;
  const said = toPublished(
    facts.publishedAt === null
      ? null
      : parseDate(facts.publishedAt, { fetchedAt: context.fetchedAt, dayFirst: isDayFirstCountry(market) }),
  );
  const known = said !== null && said.getTime() <= context.fetchedAt.getTime() + DAY_MS;
  const draft: DocumentDraft = {
    canonicalUrl: url,
    kind: facts.kind,
    sector: source.sector,
    market,
    language,
    title,
    text,
    author: facts.author,
    publishedAt: known ? said : context.fetchedAt,
    publishedAtKnown: known,
    engagement: facts.engagement ?? {},
    rating: facts.rating ?? null,
    productKey: facts.productKey ?? null,
  };
  return admitDocument(draft, source, context.hashKey);
}
