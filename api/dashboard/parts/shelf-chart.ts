import type { ShelfWeekRow } from '../../../storage/queries/opportunities.ts';
import type { View } from '../view.ts';
import { chart } from './bits.ts';

export function shelfChart(view: View, weeks: ShelfWeekRow[]) {
  return chart(view, {
    id: 'shelf',
    kind: 'lines',
    height: 'short',
    title: view.t('shelf'),
    data: {
      weeks: weeks.map((week) => week.week),
      percent: true,
      lines: [
        { name: view.t('newInShare'), values: weeks.map((week) => week.newInShare) },
        { name: view.t('markdownDepth'), values: weeks.map((week) => week.markdownDepth) },
        { name: view.t('outOfStockShare'), values: weeks.map((week) => week.outOfStockShare) },
      ],
      words: { week: view.t('week') },
    },
  });
}
