import { detectLanguage } from './language.ts';
import { metaValue, type Page } from './page.ts';

/** Places with one time zone and no summer time, in minutes east of UTC: by top-level domain, then by language. */
const ZONE_OF_HOST: Record<string, number> = {
  cn: 480,
  hk: 480,
  mo: 480,
  tw: 480,
  sg: 480,
  jp: 540,
  kr: 540,
};
const ZONE_OF_LANGUAGE: Record<string, number> = { zh: 480, ja: 540, ko: 540 };

/** The time zone of the page's readers where its country has but one; null elsewhere. */
function zoneOf(page: Page): number | null {
  const host = URL.canParse(page.url) ? new URL(page.url).hostname : '';
  const country = ZONE_OF_HOST[host.slice(host.lastIndexOf('.') + 1)];
  if (country !== undefined) return country;
  const declared = page.htmlLang ?? metaValue(page, 'content-language', 'og:locale');
  const language = declared ?? detectLanguage(page.titleTag ?? '') ?? '';
  return ZONE_OF_LANGUAGE[language.toLowerCase().slice(0, 2)] ?? null;
}

/**
 * A date without a zone, with that of the page's country: noon in Shanghai is not noon in Greenwich. A day alone
 * becomes the midnight it begins with there; the day as written stays in front.
 */
export function inPlace(page: Page, date: string | null): string | null {
  if (date === null || !/^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2})?$/.test(date)) return date;
  const zone = zoneOf(page);
  if (zone === null) return date;
  return `${date.length === 10 ? `${date}T00:00:00` : date}+0${zone / 60}:00`;
}
