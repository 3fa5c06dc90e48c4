import { metaValue, type Page } from './page.ts';

/** Top-level domains of countries whose `$`, `kr` or `元` is their own. */
const COUNTRIES = new Set('au ca hk tw sg nz mx se no dk jp cn is bn'.split(' '));

/** The page's language with its country, where it names one or its host does: `zh-TW`, `en-AU`. */
export function localeOf(page: Page, language: string | null): string | null {
  const written = page.htmlLang ?? metaValue(page, 'og:locale', 'content-language') ?? '';
  const named = /^([a-z]{2,3})(?:[-_][a-z]{4})?[-_]([a-z]{2})\b/i.exec(written);
  if (named) return `${named[1]!.toLowerCase()}-${named[2]!.toUpperCase()}`;
  const host = URL.canParse(page.url) ? new URL(page.url).hostname : '';
  const country = /\.([a-z]{2})$/.exec(host)?.[1] ?? '';
  return COUNTRIES.has(country) ? `${language ?? 'und'}-${country.toUpperCase()}` : language;
}
