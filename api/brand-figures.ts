import { SERVICE_ASPECTS } from '../core/words.ts';
import type { AspectWeekRow } from '../storage/queries/brands.ts';

/** Documents a brand needs in 13 weeks before its figures are shown. */
export const MIN_BRAND_DOCUMENTS = 30;

/** netSentiment = (positive − negative) / all; null without documents. */
export function netSentiment(of: { positive: number; negative: number; documents: number }): number | null {
  return of.documents === 0 ? null : (of.positive - of.negative) / of.documents;
}

export function sumWeeks(weeks: readonly { documents: number; positive: number; negative: number }[]) {
  return weeks.reduce(
    (sum, week) => ({
      documents: sum.documents + week.documents,
      positive: sum.positive + week.positive,
      negative: sum.negative + week.negative,
    }),
    { documents: 0, positive: 0, negative: 0 },
  );
}

export interface AspectFigure {
  aspect: string;
  voice: 'product' | 'service';
  positive: number;
  negative: number;
  neutral: number;
  /** (positive − negative) / all. */
  aspectNet: number | null;
}

/** aspectNet over the given weeks, the worst first; `voice` keeps product and service apart. */
export function aspectFigures(rows: readonly AspectWeekRow[]): AspectFigure[] {
  const figures = new Map<string, AspectFigure>();
  for (const row of rows) {
    const figure = figures.get(row.aspect) ?? emptyAspect(row.aspect);
    figure.positive += row.positive;
    figure.negative += row.negative;
    figure.neutral += row.neutral;
    figures.set(row.aspect, figure);
  }
  return [...figures.values()]
    .map((figure) => {
      const all = figure.positive + figure.negative + figure.neutral;
      return { ...figure, aspectNet: all === 0 ? null : (figure.positive - figure.negative) / all };
    })
    .sort((a, b) => (a.aspectNet ?? 0) - (b.aspectNet ?? 0));
}

function emptyAspect(aspect: string): AspectFigure {
  const service = SERVICE_ASPECTS.some((known) => known === aspect);
  return {
    aspect,
    voice: service ? 'service' : 'product',
    positive: 0,
    negative: 0,
    neutral: 0,
    aspectNet: null,
  };
}
