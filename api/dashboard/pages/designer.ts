import { html } from 'hono/html';
import { FACETS, SECTORS, STAGES } from '../../../core/words.ts';
import { listMarkets } from '../../../storage/queries/concepts.ts';
import { readAsOfWeek } from '../../../storage/queries/data-version.ts';
import { countSectors } from '../../../storage/queries/summary.ts';
import type { ApiContext } from '../../context.ts';
import { signals } from '../../routes/operations.ts';
import { SEASONS, trends, trendsQuery } from '../../routes/trends.ts';
import type { Trend } from '../../shapes.ts';
import { count, dayWords } from '../figures.ts';
import type { Page } from '../layout.ts';
import { parseQuery } from '../parse-query.ts';
import { quiet } from '../parts/bits.ts';
import { hidden, select } from '../parts/select.ts';
import { elsewhere } from '../parts/elsewhere.ts';
import { noticeStrip } from '../parts/signal-list.ts';
import { trendCard } from '../parts/trend-card.ts';
import type { View } from '../view.ts';

const SORTS = ['growth', 'magnitude', 'momentum', 'confidence'];
const RISING = 'edge,emerging,rising';
const WEEKS = 78;
const MOST_NOTICES = 4;
/** What does not rise, the surest first. */
const REST = [{ stage: 'peak,declining,collapsed' }, { stage: 'plateau', flag: 'seasonal' }].map((asked) =>
  trendsQuery.parse({ ...asked, sort: 'confidence', limit: '60' }),
);

/** What rises: the page that opens in the morning. */
export async function designerPage(context: ApiContext, view: View): Promise<Page> {
  const asked = { ...view, query: { ...view.query, sparkline: String(WEEKS), limit: '25' } };
  const stage = Object.hasOwn(view.query, 'stage') ? view.query['stage'] : RISING;
  // Who searches for a word wants it wherever it stands: the form's own default is no choice of theirs.
  const chosen = stage === RISING && view.query['q'] ? 'any' : stage;
  const query = parseQuery(trendsQuery, {
    ...asked,
    query: { ...asked.query, stage: chosen === 'any' ? '' : (chosen ?? '') },
  });
  const opening = chosen === RISING && view.query['cursor'] === undefined && !view.query['q'];
  const cell = { sector: query.sector, market: query.market, facet: query.facet };
  const [found, others, fired, facts] = await Promise.all([
    trends.answer(context, { params: {}, query }),
    Promise.all(
      (opening ? REST : []).map((rest) =>
        trends.answer(context, { params: {}, query: { ...rest, ...cell } }),
      ),
    ),
    opening ? signals.answer(context, { params: {}, query: { limit: 100 } }) : { data: [] },
    context.read(async (sql) => {
      const [week, sectors, markets] = await Promise.all([
        readAsOfWeek(sql),
        countSectors(sql),
        listMarkets(sql),
      ]);
      return { week, sectors, markets };
    }),
  ]);
  const { week } = facts;
  const upwards = query.sort === 'growth' && query.order === 'desc';
  const shown = upwards ? newcomersUp(found.data) : found.data;
  return {
    title: view.t('whatRises'),
    at: '/',
    body: html` <section class="hero">
        <p class="eyebrow">
          ${week === null ? view.t('noWeek') : `${view.t('weekOf')} ${dayWords(week, view.language)}`}
        </p>
        <h1>${chosen === RISING ? view.t('whatRises') : view.t('allStages')}</h1>
        <ul class="facts">
          <li>${view.t('documentsRead')}</li>
          ${facts.sectors.map(
            (sector) =>
              html`<li>
                <a href="${view.link('/', { sector: sector.sector })}"
                  ><b>${count(sector.documents, view.language)}</b> ${view.name(sector.sector)}</a
                >
              </li>`,
          )}
        </ul>
      </section>
      ${noticeStrip(view, fired.data, MOST_NOTICES)} ${filters(view, facts.markets, chosen)}
      ${cards(view, shown)} ${compareLink(view, shown)}
      ${found.next ? html`<p class="more"><a class="button" href="${view.link('/', { ...view.query, cursor: found.next })}">${view.t('more')}</a></p>` : ''}
      ${elsewhere(
        view,
        others.flatMap(({ data }) => data),
      )}`,
  };
}

/** What has no year before stands after what grew, and before what did not. */
function newcomersUp(found: readonly Trend[]): Trend[] {
  return found.toSorted((a, b) => (b.growth ?? 0) - (a.growth ?? 0) || b.confidence - a.confidence);
}

/** The first five on one chart; the URL can be edited to any others. */
function compareLink(view: View, found: Trend[]) {
  const ids = found.slice(0, 5).map((trend) => trend.conceptId);
  if (ids.length < 2) return '';
  const { sector, market } = view.query;
  const link = view.link('/compare', { ids: ids.join(','), sector, market });
  return html`<p class="more">
    <a href="${link}"
      >${view.t('compare')}:
      ${found
        .slice(0, 5)
        .map((trend) => view.label(trend))
        .join(' · ')}</a
    >
  </p>`;
}

function cards(view: View, found: Trend[]) {
  if (found.length === 0) return quiet(view.t('nothingFound'));
  return html`<section class="cards" aria-labelledby="cards">
    <h2 class="sr" id="cards">${view.t('whatRises')}</h2>
    ${found.map((trend, i) =>
      trendCard(view, trend, { lead: i === 0 && view.query['cursor'] === undefined }),
    )}
  </section>`;
}

function filters(view: View, markets: string[], stage: string | undefined) {
  const { query } = view;
  const any = { value: '', words: view.t('any') };
  return html`<form class="filters" method="get" action="/" role="search">
    ${hidden({ lang: view.language })}
    ${select(view, { name: 'facet', label: view.t('facet'), options: FACETS, first: any, chosen: query['facet'] || undefined })}
    ${select(view, { name: 'market', label: view.t('market'), options: markets, first: { value: '', words: view.t('all') }, chosen: query['market'] || undefined })}
    ${select(view, { name: 'sector', label: view.t('sector'), options: SECTORS, first: { value: '', words: view.t('all') }, chosen: query['sector'] || undefined })}
    <label class="field"
      ><span>${view.t('stage')}</span
      ><select name="stage">
        <option value="${RISING}" ${stage === RISING ? 'selected' : ''}>${view.t('whatRises')}</option>
        <option value="any" ${stage === 'any' || stage === '' ? 'selected' : ''}>${view.t('any')}</option>
        ${STAGES.map((name) => html`<option value="${name}" ${stage === name ? 'selected' : ''}>${view.name(name)}</option>`)}
      </select></label
    >
    ${select(view, { name: 'season', label: view.t('season'), options: SEASONS, first: any, chosen: query['season'] || undefined })}
    ${select(view, { name: 'sort', label: view.t('sort'), options: SORTS, chosen: query['sort'] || 'growth' })}
    <label class="field field-search"
      ><span>${view.t('search')}</span
      ><input
        type="search"
        name="q"
        value="${query['q'] ?? ''}"
        maxlength="80"
        placeholder="${view.t('searchHint')}"
    /></label>
    <button class="button">${view.t('apply')}</button>
    <a class="clear" href="${view.link('/')}">${view.t('reset')}</a>
  </form>`;
}
