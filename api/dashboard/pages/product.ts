import { html } from 'hono/html';
import { addWeeks } from '../../../core/dates.ts';
import { AppError } from '../../../core/errors.ts';
import { FACETS } from '../../../core/words.ts';
import { COMPASS_AXES, COMPASS_MEASURES } from '../../../storage/queries/compass.ts';
import { listMarkets } from '../../../storage/queries/concepts.ts';
import { readAsOfWeek } from '../../../storage/queries/data-version.ts';
import type { ApiContext } from '../../context.ts';
import { compass, compassQuery, opportunities } from '../../routes/market.ts';
import type { Page } from '../layout.ts';
import { parseQuery } from '../parse-query.ts';
import { chart, quiet, sectionHead } from '../parts/bits.ts';
import { opportunityTable, supplyDemandData } from '../parts/opportunity-parts.ts';
import { hidden, select } from '../parts/select.ts';
import type { View } from '../view.ts';

/** Supply and demand, and the compass over everything counted. */
export async function productPage(context: ApiContext, view: View): Promise<Page> {
  const asked = parseQuery(compassQuery, view);
  const { week, markets } = await context.read(async (sql) => {
    const [week, markets] = await Promise.all([readAsOfWeek(sql), listMarkets(sql)]);
    return { week, markets };
  });
  const timed = [asked.rows, asked.columns].includes('week');
  const from = asked.from ?? (week === null ? undefined : addWeeks(week, timed ? -25 : -51));
  const [gaps, pivot] = await Promise.all([
    opportunities.answer(context, {
      params: {},
      query: opportunities.query.parse({
        market: asked.market ?? 'all',
        ...(asked.facet ? { facet: asked.facet } : {}),
      }),
    }),
    compass.answer(context, { params: {}, query: { ...asked, from } }).catch(problemWords),
  ]);
  return {
    title: view.t('product'),
    at: '/product',
    charts: true,
    body: html`<section class="hero">
        <h1>${view.t('opportunities')}</h1>
        <p class="lede">${view.t('opportunitiesIntro')}</p>
      </section>
      ${
        gaps.data.length === 0
          ? quiet(view.t('noOpportunities'))
          : html`<div class="split split-even">
              ${chart(view, { id: 'gap', kind: 'scatter', title: view.t('supplyDemand'), caption: `${view.t('demandGrowth')} × ${view.t('supplyGrowth')}`, data: supplyDemandData(view, gaps.data) })}
              ${opportunityTable(view, gaps.data.slice(0, 9))}
            </div>`
      }
      <section class="section" id="compass">
        ${sectionHead(view.t('compass'))} ${compassForm(view, asked, markets)}
        ${
          'problem' in pivot
            ? html`<p class="quiet" role="alert">${pivot.problem}</p>`
            : pivot.data.cells.length === 0
              ? quiet(view.t('nothingFound'))
              : chart(view, {
                  id: 'pivot',
                  kind: 'heat',
                  title: `${view.name(asked.rows)} × ${view.name(asked.columns)}: ${view.name(asked.measure)}`,
                  caption: `${pivot.data.unit}${from ? ` · ${view.t('from')} ${from}` : ''}`,
                  data: {
                    ...pivot.data,
                    names: namesOf(view, pivot.data.cells),
                    words: {
                      rows: view.name(asked.rows),
                      columns: view.name(asked.columns),
                      value: view.name(asked.measure),
                    },
                  },
                })
        }
      </section>`,
  };
}

/** A pivot that cannot be made is said beside its form; the rest of the page stays. */
function problemWords(thrown: unknown): { problem: string } {
  if (thrown instanceof AppError && (thrown.code === 'BAD_INPUT' || thrown.code === 'TOO_LARGE')) {
    return { problem: thrown.message };
  }
  throw thrown;
}

function namesOf(view: View, cells: { row: string; column: string }[]): Record<string, string> {
  const words = new Set(cells.flatMap((cell) => [cell.row, cell.column]));
  return Object.fromEntries([...words].map((word) => [word, view.name(word)]));
}

function compassForm(
  view: View,
  asked: { rows: string; columns: string; measure: string },
  markets: string[],
) {
  const any = { value: '', words: view.t('any') };
  return html`<form class="filters" method="get" action="/product#compass" role="search">
    ${hidden({ lang: view.language })}
    ${select(view, { name: 'rows', label: view.t('rows'), options: COMPASS_AXES, chosen: asked.rows })}
    ${select(view, { name: 'columns', label: view.t('columns'), options: COMPASS_AXES, chosen: asked.columns })}
    ${select(view, { name: 'measure', label: view.t('measure'), options: COMPASS_MEASURES, chosen: asked.measure })}
    ${select(view, { name: 'facet', label: view.t('facet'), options: FACETS, first: any, chosen: view.query['facet'] || undefined })}
    ${select(view, { name: 'market', label: view.t('market'), options: markets, first: any, chosen: view.query['market'] || undefined })}
    <button class="button">${view.t('apply')}</button>
  </form>`;
}
