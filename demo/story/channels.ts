import type { Language, Sector } from '../../core/words.ts';

/** The sites in the order of their ports, from the base port on. */
export const SITE_KEYS = [
  'catwalk',
  'portal',
  'forecaster',
  'blog',
  'parcel',
  'thimble',
  'glass',
  'qingsuo',
  'mastodon',
  'rsshub',
  'reviews',
] as const;
export type SiteKey = (typeof SITE_KEYS)[number];

export type Genre = 'article' | 'post' | 'review' | 'product';

/** One stream of documents: a source of the demo catalogue. */
export interface Channel {
  /** The id of its YAML file. */
  source: string;
  site: SiteKey;
  sector: Sector;
  market: string;
  language: Language;
  genre: Genre;
  /** Documents in an ordinary week. */
  perWeek: number;
}

type Row = [string, SiteKey, Sector, string, Language, Genre, number];

const ROWS: Row[] = [
  ['demo-catwalk-ledger', 'catwalk', 'runway', 'fr', 'en', 'article', 7],
  ['demo-portal-shows', 'portal', 'runway', 'cn', 'zh', 'article', 7],
  ['demo-portal-news', 'portal', 'editorial', 'cn', 'zh', 'article', 9],
  ['demo-hue-horizon', 'forecaster', 'editorial', 'gb', 'en', 'article', 8],
  ['demo-hem-notes', 'blog', 'editorial', 'us', 'en', 'article', 8],
  ['demo-parcel-street', 'parcel', 'commerce', 'us', 'en', 'product', 5],
  ['demo-thimble-house', 'thimble', 'commerce', 'gb', 'en', 'product', 4],
  ['demo-glass-window', 'glass', 'commerce', 'fr', 'en', 'product', 2],
  ['demo-qingsuo', 'qingsuo', 'commerce', 'cn', 'zh', 'product', 5],
  ['demo-stitchodon-us', 'mastodon', 'social', 'us', 'en', 'post', 13],
  ['demo-stitchodon-gb', 'mastodon', 'social', 'gb', 'en', 'post', 11],
  ['demo-weibo', 'rsshub', 'social', 'cn', 'zh', 'post', 12],
  ['demo-xiaohongshu', 'rsshub', 'social', 'cn', 'zh', 'post', 12],
  ['demo-tried-worn', 'reviews', 'review', 'us', 'en', 'review', 11],
  ['demo-tried-worn-zh', 'reviews', 'review', 'cn', 'zh', 'review', 11],
  ['demo-thimble-reviews', 'thimble', 'review', 'gb', 'en', 'review', 9],
];

export const CHANNELS: readonly Channel[] = ROWS.map(
  ([source, site, sector, market, language, genre, perWeek]) => ({
    source,
    site,
    sector,
    market,
    language,
    genre,
    perWeek,
  }),
);

/** Fashion weeks double the runway coverage: four weeks from mid February and from mid September. */
export function documentsInWeek(channel: Channel, week: string): number {
  const monthDay = week.slice(5);
  const showWeek =
    (monthDay >= '02-12' && monthDay <= '03-11') || (monthDay >= '09-11' && monthDay <= '10-08');
  return channel.sector === 'runway' && showWeek ? channel.perWeek * 2 : channel.perWeek;
}

/** The address of a site when the web starts at a base port. */
export function siteUrl(site: SiteKey, basePort: number): string {
  return `http://127.0.0.1:${basePort + SITE_KEYS.indexOf(site)}`;
}
