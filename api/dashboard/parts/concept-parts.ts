import { html } from 'hono/html';
import { SECTORS } from '../../../core/words.ts';
import { MIN_DOCUMENTS } from '../../../storage/queries/trends.ts';
import type { concept } from '../../routes/concepts.ts';
import type { Trend } from '../../shapes.ts';
import { change, count, sharePercent, sure } from '../figures.ts';
import type { View } from '../view.ts';
import { direction, isNewcomer } from './growth-figure.ts';
import { confidenceMarks, quiet, stageChip, swatch } from './bits.ts';
import { historyList, seasonApartFigures } from './history-part.ts';
import { hidden, select } from './select.ts';
import { conceptLink, evidenceLink } from './trend-card.ts';

type Concept = Awaited<ReturnType<typeof concept.answer>>['data'];

export function conceptHead(
  view: View,
  of: Concept,
  state: Trend | undefined,
  cell: { sector: string; market: string },
  markets: string[],
  shares: readonly (number | null)[],
) {
  const aliases = [...new Set([...of.aliasesEn, ...of.aliasesZh])].filter(
    (a) => a !== of.labelEn && a !== of.labelZh,
  );
  return html`<section
    class="concept-head"
    ${of.hex && /^#[0-9a-f]{6}$/i.test(of.hex) ? html`style="--swatch:${of.hex}"` : ''}
  >
    ${of.hex ? html`<div class="bolt" role="img" aria-label="${of.hex}"></div>` : ''}
    <p class="eyebrow">
      ${swatch(of.hex, view.label(of))}${view.name(of.facet)}${of.hex ? ` · ${of.hex}` : ''}
    </p>
    <div class="title-line">
      <h1>${view.label(of)}</h1>
      <span class="other" lang="${view.language === 'zh' ? 'en' : 'zh'}">${view.otherLabel(of)}</span>
    </div>
    ${aliases.length > 0 ? html`<p class="hint">${view.t('aliases')}: ${aliases.slice(0, 12).join(' · ')}</p>` : ''}
    <form class="filters" method="get" action="/concepts/${encodeURIComponent(of.id)}" role="search">
      ${hidden({ lang: view.language })}
      ${select(view, { name: 'sector', label: view.t('sector'), options: SECTORS, first: { value: '', words: view.t('all') }, chosen: cell.sector === 'all' ? undefined : cell.sector })}
      ${select(view, { name: 'market', label: view.t('market'), options: markets, first: { value: '', words: view.t('all') }, chosen: cell.market === 'all' ? undefined : cell.market })}
      <button class="button">${view.t('apply')}</button>
    </form>
    ${state === undefined ? quiet(view.t('insufficientPlain')) : stateFigures(view, state, shares)}
  </section>`;
}

function stateFigures(view: View, state: Trend, shares: readonly (number | null)[]) {
  const none = html`<small>${view.t('insufficient', { n: view.thin(state.insufficient ?? '') })}</small>`;
  const figure = (value: number | null, words: (value: number) => string) =>
    value === null ? (state.insufficient === null ? '–' : none) : words(value);
  const aWeek = (slope: number) => view.t('perWeek', { n: change(Math.expm1(slope)) });
  const fresh = state.growth === null && state.insufficient === null && isNewcomer(shares, state.magnitude);
  return html`<p>
      ${stageChip(view, state.stage, state.flags)}
      ${state.stage === 'unknown' ? '' : html`<span class="hint">${sure(state.stageProbability)}</span>`}
    </p>
    <dl class="stats">
      <div>
        <dt>${view.t('growth')}</dt>
        <dd class="${direction(state.growth)}">
          ${fresh ? view.t('newcomer') : figure(state.growth, change)}<small
            >${fresh ? view.t('newcomerHint') : view.t('growthHint')}</small
          >
        </dd>
      </div>
      ${seasonApartFigures(view, state)}
      <div>
        <dt>${view.t('magnitude')}</dt>
        <dd>${figure(state.magnitude, sharePercent)}<small>${view.t('magnitudeHint')}</small></dd>
      </div>
      <div>
        <dt>${view.t('momentum')}</dt>
        <dd>
          ${figure(state.momentum, aWeek)}<small
            >${state.momentumSe === null ? '' : `± ${(100 * state.momentumSe).toFixed(1)} % · `}${view.t('momentumHint')}</small
          >
        </dd>
      </div>
      <div>
        <dt>${view.t('confidence')}</dt>
        <dd>
          ${sure(state.confidence)}<small
            >${confidenceMarks(view, state.confidence, state.confidenceReasons)}</small
          >
        </dd>
      </div>
      <div>
        <dt>${view.t('evidence')}</dt>
        <dd>
          <a data-drawer href="${evidenceLink(view, state)}">${count(state.documents, view.language)}</a
          ><small>${view.t('documents')} · ${state.sources} ${view.t('sources')}</small>
        </dd>
      </div>
    </dl>
    ${reasonList(view, [...state.reasons, ...state.confidenceReasons])}${historyList(view, state)}`;
}

function reasonList(view: View, reasons: Trend['reasons']) {
  if (reasons.length === 0) return '';
  return html`<details open>
    <summary>${view.t('reasons')}</summary>
    <ul class="plain">
      ${reasons.map((reason) => html`<li>${view.reason(reason)}</li>`)}
    </ul>
  </details>`;
}

/** Growth and stage in every sector × market that has a series. */
export function standingTable(view: View, states: Trend[], markets: string[]) {
  const columns = ['all', ...markets];
  const cellOf = (sector: string, market: string) =>
    states.find((state) => state.sector === sector && state.market === market);
  const rows = ['all', ...SECTORS].filter((sector) => states.some((state) => state.sector === sector));
  return html`<div class="scroll" tabindex="0">
    <table class="standing">
      <thead>
        <tr>
          <th scope="col">${view.t('sector')}</th>
          ${columns.map((market) => html`<th scope="col">${view.name(market)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (sector) =>
            html`<tr>
              <th scope="row">${view.name(sector)}</th>
              ${columns.map((market) => html`<td>${standing(view, cellOf(sector, market))}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function standing(view: View, state: Trend | undefined) {
  if (state === undefined) return html`<span class="hint">–</span>`;
  const words =
    state.growth === null
      ? html`<span class="hint"
          >${state.insufficient === null ? `${view.t('magnitude')} ${sharePercent(state.magnitude ?? 0)}` : view.t('thinCell', { n: `${state.documents} / ${MIN_DOCUMENTS}` })}</span
        >`
      : html`<b class="${direction(state.growth)}">${change(state.growth)}</b>`;
  return html`<a href="${conceptLink(view, state)}">${words}</a
    ><br />${state.insufficient === null ? stageChip(view, state.stage) : ''}`;
}
