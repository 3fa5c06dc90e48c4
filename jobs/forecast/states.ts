import { addWeeks, type Week } from '../../core/dates.ts';
import { describeTrend, type StageVerdict, type TrendFigures } from '../../forecasting/index.ts';
import type { PublishedForecast } from '../../storage/forecasts.ts';
import type { ConceptState } from '../../storage/states.ts';
import { SECTORS } from '../../core/words.ts';
import { confidenceOf } from './confidence.ts';
import type { Cell, NamedFrame } from './frames.ts';
import { supplyDemandGaps, type Side } from './supply-demand-gap.ts';
import type { Judged } from './work.ts';

/** The window of magnitude, growth and of the documents a state counts. */
export const RECENT_WEEKS = 13;
const YEAR = 52;
/** Fewest documents in the window for a sector's or language's growth to speak for or against. */
const DOCUMENTS_TO_TELL = 5;

export interface StateInputs {
  cells: readonly Cell[];
  judged: ReadonlyMap<string, Judged>;
  published: ReadonlyMap<string, PublishedForecast>;
  sources: ReadonlyMap<string, { sources: number; healthy: number }>;
  /** Growth by language, of each concept. */
  languageGrowths: ReadonlyMap<string, number[]>;
  until: Week;
}

interface Figured {
  frame: NamedFrame;
  cell: Cell;
  figures: TrendFigures;
  recent: number;
  /** Growth, or FROM_NOTHING where there was none a year before; null where it is not known. */
  change: number | null;
}

/** Growth from nothing has no ratio; for direction and gap it counts as tenfold. */
const FROM_NOTHING = 9;

export function changeOf(values: readonly (number | null)[], figures: TrendFigures): number | null {
  if (figures.growth !== null) return figures.growth;
  const before = values.slice(-52 - RECENT_WEEKS, -52).filter((value) => value !== null);
  const wasNothing = before.length * 2 >= RECENT_WEEKS && before.every((value) => value === 0);
  return wasNothing && (figures.magnitude ?? 0) > 0 ? FROM_NOTHING : null;
}

/** Every concept's state in every sector × market it has a series in. */
export function makeStates(inputs: StateInputs): ConceptState[] {
  const figured = new Map<string, Figured>();
  for (const cell of inputs.cells) {
    for (const frame of cell.frames) {
      const recent = frame.documents.slice(-RECENT_WEEKS).reduce((a, b) => a + b, 0);
      const figures = describeTrend(frame.values);
      figured.set(frame.key, { frame, cell, figures, recent, change: changeOf(frame.values, figures) });
    }
  }
  const gaps = gapsByMarket(figured);
  return [...figured.values()].map((one) => stateOf(one, inputs, figured, gaps));
}

function gapsByMarket(figured: ReadonlyMap<string, Figured>): Map<string, number> {
  const side = (key: string): Side | null => {
    const found = figured.get(key);
    if (!found || found.recent < DOCUMENTS_TO_TELL || found.change === null) return null;
    const before = found.frame.documents.slice(-YEAR - RECENT_WEEKS, -YEAR);
    return {
      growth: found.change,
      recent: found.recent,
      before: before.reduce((sum, count) => sum + count, 0),
    };
  };
  const gaps = new Map<string, number>();
  const whole = [...figured.values()].filter(({ cell }) => cell.sector === 'all');
  for (const market of new Set(whole.map(({ cell }) => cell.market))) {
    const sides = whole
      .filter(({ cell, frame }) => cell.market === market && frame.facet !== 'brand')
      .map(({ frame }) => ({
        key: frame.key,
        social: side(`${frame.concept}|social|${market}`),
        review: side(`${frame.concept}|review|${market}`),
        commerce: side(`${frame.concept}|commerce|${market}`),
      }));
    for (const [key, gap] of supplyDemandGaps(sides)) gaps.set(key, gap);
  }
  return gaps;
}

function stateOf(
  { frame, cell, figures, recent, change }: Figured,
  inputs: StateInputs,
  figured: ReadonlyMap<string, Figured>,
  gaps: ReadonlyMap<string, number>,
): ConceptState {
  const verdict = inputs.judged.get(frame.key)?.verdict;
  const sources = inputs.sources.get(frame.key);
  const sectorGrowths = SECTORS.flatMap((sector) => {
    const part = figured.get(`${frame.concept}|${sector}|${cell.market}`);
    const growth = part && part.recent >= DOCUMENTS_TO_TELL ? part.change : null;
    return growth === null ? [] : [growth];
  });
  const confidence = confidenceOf({
    documents: recent,
    sources: sources?.sources ?? 0,
    healthySources: sources?.healthy ?? 0,
    growth: change,
    sectorGrowths,
    languageGrowths: inputs.languageGrowths.get(frame.concept) ?? [],
  });
  return {
    conceptId: frame.concept,
    sector: cell.sector,
    market: cell.market,
    week: addWeeks(inputs.until, -1),
    documents: recent,
    sources: sources?.sources ?? 0,
    ...figures,
    confidence: confidence.value,
    confidenceReasons: confidence.reasons,
    supplyDemandGap: gaps.get(frame.key) ?? null,
    stage: verdict?.stage ?? 'unknown',
    stageProbability: verdict?.probability ?? 0,
    alternatives: verdict?.alternatives ?? [],
    flags: verdict?.flags ?? [],
    reasons: verdict?.reasons ?? [{ en: 'not judged', zh: '未判断' }],
    ...historyOf(frame, verdict),
    forecastId: inputs.published.get(frame.key)?.id ?? null,
  };
}

/** What happened on the way, in weeks of the calendar. */
function historyOf(
  frame: NamedFrame,
  verdict: StageVerdict | undefined,
): Pick<ConceptState, 'growthAdjusted' | 'changes' | 'events' | 'halfLife'> {
  const week = (t: number): Week => addWeeks(frame.start, t);
  return {
    growthAdjusted: verdict?.figures?.growthAdjusted ?? null,
    changes: (verdict?.history.changes ?? []).map(({ at, ...levels }) => ({ week: week(at), ...levels })),
    events: (verdict?.history.events ?? []).map((event) => ({
      ...event,
      from: week(event.from),
      to: week(event.to),
    })),
    halfLife: verdict?.history.halfLife ?? null,
  };
}
