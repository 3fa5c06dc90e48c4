import { html } from 'hono/html';
import { addWeeks } from '../../../core/dates.ts';
import { listMarkets } from '../../../storage/queries/concepts.ts';
import type { ApiContext } from '../../context.ts';
import { conceptId } from '../../parameters.ts';
import { badParameters } from '../../problem.ts';
import { concept as conceptRead } from '../../routes/concepts.ts';
import { evidence, evidenceQuery } from '../../routes/evidence.ts';
import { leads } from '../../routes/market.ts';
import { forecasts, series } from '../../routes/series.ts';
import { shelf } from '../../routes/shelf.ts';
import { trendsQuery } from '../../routes/trends.ts';
import type { ForecastAnswer, Trend } from '../../shapes.ts';
import type { Page } from '../layout.ts';
import { parseQuery } from '../parse-query.ts';
import { chart, quiet, sectionHead } from '../parts/bits.ts';
import { conceptHead, standingTable } from '../parts/concept-parts.ts';
import { documentPart } from '../parts/documents.ts';
import { earlierForecasts, forecastPart } from '../parts/forecast-part.ts';
import { leadRow } from '../parts/lead-row.ts';
import { shelfChart } from '../parts/shelf-chart.ts';
import { evidenceLink, packLink } from '../parts/trend-card.ts';
import type { View } from '../view.ts';

const cellQuery = trendsQuery.pick({ sector: true, market: true });

/** Everything known of one concept in one cell, each figure with its evidence. */
export async function conceptPage(
  context: ApiContext,
  view: View,
  params: Record<string, string>,
): Promise<Page> {
  const parsed = conceptId.safeParse(params['id'] ?? '');
  if (!parsed.success) throw badParameters(parsed.error);
  const id = parsed.data;
  const cell = { concept: id, ...parseQuery(cellQuery, view) };
  const [{ data: concept }, points, made, led, shelved, proof, markets] = await Promise.all([
    conceptRead.answer(context, { params: { id }, query: {} }),
    series.answer(context, { params: {}, query: { ...cell, grain: 'week' } }),
    forecasts.answer(context, { params: {}, query: { ...cell, kind: 'lived', limit: 6 } }),
    leads.answer(context, { params: {}, query: leads.query.parse({ concept: id, limit: '12' }) }),
    shelf.answer(context, { params: {}, query: { concept: id, market: cell.market } }),
    evidence.answer(context, { params: {}, query: evidenceQuery.parse({ ...cell, limit: '6' }) }),
    context.read(listMarkets),
  ]);
  const state = concept.states.find((one) => one.sector === cell.sector && one.market === cell.market);
  const latest = made.data[0];
  return {
    title: view.label(concept),
    at: '/',
    charts: true,
    body: html`${conceptHead(
        view,
        concept,
        state,
        cell,
        markets,
        points.data.points.map(({ share }) => share),
      )}
      <section class="section split">
        ${chart(view, {
          id: 'share',
          kind: 'series',
          title: view.t('shareOverTime'),
          caption: points.insufficient
            ? view.t('insufficient', { n: view.thin(points.insufficient) })
            : view.t('magnitudeHint'),
          data: seriesData(view, points.data.points, points.insufficient ? undefined : latest, state),
        })}
        ${forecastPart(view, latest, state)}
      </section>
      <section class="section">
        ${sectionHead(view.t('everywhere'))}${standingTable(view, concept.states, markets)}
      </section>
      ${led.data.length > 0 ? html`<section class="section">${sectionHead(view.t('leads'), view.t('leadsIntro'))}${led.data.map((lead) => leadRow(view, lead))}</section>` : ''}
      ${shelved.data.length > 1 ? html`<section class="section">${sectionHead(view.t('shelf'))}${shelfChart(view, shelved.data)}</section>` : ''}
      ${earlierForecasts(view, made.data)}
      ${evidencePart(view, proof.data.documents, evidenceLink(view, { conceptId: id, sector: cell.sector, market: cell.market }), packLink(view, { ids: id, sector: cell.sector, market: cell.market }))}`,
  };
}

type Documents = Awaited<ReturnType<typeof evidence.answer>>['data']['documents'];

function evidencePart(view: View, documents: Documents, link: string, pack: string) {
  return html`<section class="section" id="evidence">
    ${sectionHead(view.t('evidence'))}
    ${documents.length === 0 ? quiet(view.t('evidenceNone')) : documents.map((document) => documentPart(view, document))}
    <p class="more">
      <a class="button" data-drawer href="${link}">${view.t('openEvidence')}</a>
      <a class="button" href="${pack}" download>${view.t('pack')}</a>
    </p>
  </section>`;
}

type Points = Awaited<ReturnType<typeof series.answer>>['data']['points'];

function seriesData(
  view: View,
  points: Points,
  forecast: ForecastAnswer | undefined,
  state: Trend | undefined,
) {
  const last = points.at(-1)?.week;
  return {
    weeks: points.map((point) => point.week),
    share: points.map((point) => point.share),
    documents: points.map((point) => point.documents),
    exposure: points.map((point) => point.exposure),
    sources: points.map((point) => point.activeSources),
    forecast:
      forecast === undefined
        ? null
        : {
            weeks: forecast.mean.map((_, step) => addWeeks(forecast.cutoffWeek, step + 1)),
            mean: forecast.mean,
            lower80: forecast.lower80,
            upper80: forecast.upper80,
            lower95: forecast.lower95,
            upper95: forecast.upper95,
          },
    hex: state?.hex ?? null,
    evidence: evidenceOf(view, state),
    last,
    words: {
      week: view.t('week'),
      share: view.t('observed'),
      documents: view.t('documentsTitle'),
      exposure: view.t('exposure'),
      sources: view.t('activeSources'),
      forecast: view.t('forecast'),
      band80: view.t('band80'),
      band95: view.t('band95'),
    },
  };
}

/** Where a click on a week leads; the client adds the week. */
function evidenceOf(view: View, state: Trend | undefined): string | null {
  return state === undefined ? null : evidenceLink(view, state);
}
