import { html } from 'hono/html';
import { z } from 'zod';
import type { ApiContext } from '../../context.ts';
import { conceptId, marketOrAll, sectorOrAll } from '../../parameters.ts';
import { listSeriesPoints } from '../../../storage/queries/series.ts';
import { listTrends } from '../../../storage/queries/trends.ts';
import { toTrend } from '../../trend-answer.ts';
import type { Page } from '../layout.ts';
import { parseQuery } from '../parse-query.ts';
import { chart, quiet } from '../parts/bits.ts';
import { packLink, trendCard } from '../parts/trend-card.ts';
import type { View } from '../view.ts';

const MOST = 5;

const compareQuery = z.strictObject({
  ids: z
    .string()
    .max(700)
    .default('')
    .transform((value) => [...new Set(value.split(',').filter((id) => id !== ''))].slice(0, MOST))
    .pipe(z.array(conceptId)),
  sector: sectorOrAll,
  market: marketOrAll,
});

/** Up to five concepts on one scale: `?ids=color:mocha,fabric:suede`. */
export async function comparePage(context: ApiContext, view: View): Promise<Page> {
  const { ids, sector, market } = parseQuery(compareQuery, view);
  const { trends, lines } = await context.read(async (sql) => {
    const [trends, ...lines] = await Promise.all([
      listTrends(sql, { ids, sector, market, sort: 'magnitude', order: 'desc', limit: MOST }),
      ...ids.map((concept) => listSeriesPoints(sql, { concept, sector, market })),
    ]);
    return { trends: trends.map((row) => toTrend(row)), lines };
  });
  const weeks = [...new Set(lines.flat().map((point) => point.week))].sort();
  const labelOf = (id: string) => {
    const trend = trends.find((one) => one.conceptId === id);
    return trend === undefined ? id : view.label(trend);
  };
  return {
    title: view.t('compare'),
    at: '/',
    charts: true,
    body: html`<section class="hero">
        <h1>${view.t('compare')}</h1>
        <p class="lede">${view.t('compareIntro')}</p>
      </section>
      ${
        weeks.length === 0
          ? quiet(view.t('nothingFound'))
          : chart(view, {
              id: 'compare',
              kind: 'lines',
              title: view.t('shareOverTime'),
              data: {
                weeks,
                percent: true,
                smooth: 4,
                lines: lines.map((points, i) => {
                  const shares = new Map(points.map((point) => [point.week, point.share]));
                  return {
                    name: labelOf(ids[i] ?? ''),
                    values: weeks.map((week) => shares.get(week) ?? null),
                  };
                }),
                words: { week: view.t('week') },
              },
            })
      }
      <section class="section cards">
        <h2 class="sr">${view.t('everywhere')}</h2>
        ${trends.map((trend) => trendCard(view, trend))}
      </section>
      ${ids.length === 0 ? '' : html`<p class="more"><a class="button" href="${packLink(view, { ids: ids.join(','), sector, market })}" download>${view.t('pack')}</a></p>`}`,
  };
}
