import type { Read } from '../read.ts';
import { brand, brands } from './brands.ts';
import { candidates } from './candidates.ts';
import { concept, concepts } from './concepts.ts';
import { evidence } from './evidence.ts';
import { deadJobs, queues } from './jobs.ts';
import { compass, facetLeads, leads, opportunities } from './market.ts';
import { ledger, signals, source, sources, stageRuns } from './operations.ts';
import { palettes } from './palettes.ts';
import { outfits, trendChanges } from './recommender-reads.ts';
import { scoreboard } from './scoreboard.ts';
import { forecasts, series } from './series.ts';
import { shelf } from './shelf.ts';
import { signalDeliveries, signalRules } from './signal-rules.ts';
import { summary } from './summary.ts';
import { theme, themes } from './themes.ts';
import { trends } from './trends.ts';

/** Every question the API answers, by name. OpenAPI, the reference page, the typed client and the tests are made from it. */
export const READ_TABLE = {
  summary,
  trends,
  series,
  forecasts,
  scoreboard,
  evidence,
  concepts,
  concept,
  themes,
  theme,
  palettes,
  candidates,
  brands,
  brand,
  leads,
  facetLeads,
  compass,
  opportunities,
  trendChanges,
  outfits,
  shelf,
  signals,
  signalRules,
  signalDeliveries,
  sources,
  source,
  ledger,
  stageRuns,
  queues,
  deadJobs,
};

export const READS = Object.values(READ_TABLE) as unknown as readonly Read[];
