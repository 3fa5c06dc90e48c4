import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Aspect, Language, Sector, Stage, StageFlag } from '../core/words.ts';

export type Direction = 'up' | 'down' | 'flat' | 'any';

/** One planted story and what a reader of the data must find of it. */
export interface StoryTruth {
  concept: string;
  kind: string;
  labelEn: string;
  labelZh: string;
  /** Any of these, in the series of all sectors and markets. */
  stages: Stage[];
  flags: StageFlag[];
  /** The last 13 weeks against the same weeks a year before. */
  growth: Direction;
  /** Where the coming weeks go. */
  forecast: Direction;
  weeks?: { highFrom?: string; highTo?: string; from?: string };
}

/** A planted lead: `leader` and `follower` are markets or sectors. */
export interface LeadTruth {
  concept: string;
  scope: 'market' | 'sector';
  leader: string;
  follower: string;
  lagWeeks: number;
  toleranceWeeks: number;
}

export interface BrandTruth {
  brand: string;
  tone: 'turns-negative' | 'stays-positive' | 'service-only';
  /** First week of the turn. */
  fromWeek: string | null;
  aspects: Aspect[];
}

/** One text and its reprints. Addresses start with `${site}`, since the ports are the runner's choice. */
export interface DuplicateTruth {
  original: string;
  copies: string[];
}

export interface DemoTruth {
  note: string;
  now: string;
  firstWeek: string;
  lastWeek: string;
  seed: number;
  stories: StoryTruth[];
  leads: LeadTruth[];
  brands: BrandTruth[];
  newTerms: { term: string; language: Language; firstWeek: string }[];
  supplyGap: { concept: string; demand: Sector[]; flat: Sector };
  falseFriends: { language: Language; text: string; mustNotMention: string }[];
  closed: { site: string; paths: string[] }[];
  duplicates: { groups: number; copies: number; list: DuplicateTruth[] };
  volumes: {
    documents: Record<Sector, number>;
    products: number;
    productsOnShelf: number;
    observations: number;
  };
  sources: { id: string; site: string; documents: number; onSite: number }[];
}

/** What is planted in the made-up world, as demo/truth.json says it. */
export function demoTruth(): DemoTruth {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'truth.json'), 'utf8')) as DemoTruth;
}
