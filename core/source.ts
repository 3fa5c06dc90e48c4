import type { Field } from './governance.ts';
import type { Language, PlatformName, Sector } from './words.ts';

/** How a source is treated: delays, limits, quiet hours. Units are in the names. */
export interface Politeness {
  /** Least pause between two requests to one host; robots.txt may ask for more. */
  delayMs: number;
  /** Most pages fetched in one run. */
  maxPagesPerRun: number;
  /** Most minutes one run takes; 120 unless said. */
  maxMinutesPerRun?: number;
  /** Hours of the day, UTC, in which nothing is fetched: [from, to). */
  quietHoursUtc?: [number, number];
  /** Whether pages that reserve text and data mining (noai, TDM) are left out. */
  honourTdmReservation: boolean;
  /** Whether what stands on a page that says noindex is left out; true unless said. */
  honourNoindex?: boolean;
  /** Whether links marked nofollow, or on a page that says so, are left alone; true unless said. */
  honourNofollow?: boolean;
}

/** One watched feed, shop, account, list or file, as its YAML file says (schema in crawlers/source-schema.ts). */
export interface SourceDefinition {
  id: string;
  name: string;
  sector: Sector;
  platform: PlatformName;
  urls: string[];
  /** ISO 3166-1 alpha-2 in lower case, or 'global'. */
  market: string;
  language: Language;
  /** Hours between two runs when nothing adapts it. */
  cadenceHours: number;
  /** Whether the cadence follows how often the source really changes; true unless said. */
  adaptive?: boolean;
  politeness: Politeness;
  /** Why this is collected, in words, and on what legal basis. */
  purpose: string;
  legalBasis: string;
  /** What is collected, where that is less than the sector's allow-list (core/governance.ts). */
  collects?: Field[];
  /** Days after publication at which documents of this source are deleted. */
  retentionDays: number;
  /** Weight of the source within its sector's share; 1 is usual. */
  weight: number;
  enabled: boolean;
  /** Pages made by script: fetched with a real browser. */
  browser: boolean;
  /** Platform settings: selectors, column maps, list names, RSSHub route. */
  options: Record<string, unknown>;
  /** When and how the source was last checked to answer; 'not checked from here' is an honest value. */
  checked: { at: string | null; how: string };
}

/** A definition and where it came from. */
export interface CataloguedSource extends SourceDefinition {
  origin: 'shipped' | 'user' | 'demo';
  file: string;
}
