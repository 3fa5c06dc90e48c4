import { html } from 'hono/html';
import type { ForecastAnswer, Trend } from '../../shapes.ts';
import { change, dayWords, percent, sharePercent } from '../figures.ts';
import type { View } from '../view.ts';
import { quiet, sectionHead } from './bits.ts';

/** The forecast in words, with what its back-test measured beside it. */
export function forecastPart(view: View, forecast: ForecastAnswer | undefined, state: Trend | undefined) {
  if (forecast === undefined)
    return html`<aside>${sectionHead(view.t('forecast'))}${quiet(view.t('noForecast'))}</aside>`;
  if (state?.insufficient) {
    return html`<aside>
      ${sectionHead(view.t('forecast'))}${quiet(view.t('insufficient', { n: view.thin(state.insufficient) }))}
    </aside>`;
  }
  return html`<aside>
    ${sectionHead(view.t('outlook', { n: forecast.horizon }))} ${forecastFigures(view, forecast, state)}
    ${
      forecast.notes.length > 0
        ? html`<ul class="plain hint">
            ${forecast.notes.map((note) => html`<li>${note}</li>`)}
          </ul>`
        : ''
    }
    <p class="hint">
      ${view.t('model')}: ${forecast.model} · ${view.t('published')}
      ${dayWords(forecast.madeAt, view.language)}
    </p>
    <p class="hash" title="SHA-256 ${forecast.hash}">SHA-256 ${forecast.hash.slice(0, 16)}…</p>
  </aside>`;
}

function forecastFigures(view: View, forecast: ForecastAnswer, state: Trend | undefined) {
  const { coverage, mase, seasonalNaiveMase, folds } = forecast.backtest;
  const inside = coverage['80'];
  const outlook = state?.outlook ?? null;
  return html`<dl class="stats">
    ${
      outlook === null
        ? ''
        : html`<div>
            <dt>${view.t('forecast')}</dt>
            <dd>
              ${change(outlook.change)}<small
                >${view.t('band80')}: ${change(outlook.low80)} … ${change(outlook.high80)}</small
              >
            </dd>
          </div>`
    }
    <div>
      <dt>${view.t('coverage')}</dt>
      <dd>${inside === undefined ? '–' : percent(inside)}<small>${view.t('ofThe80')}</small></dd>
    </div>
    <div>
      <dt>${view.t('backtest')}</dt>
      <dd>
        ${mase === null ? '–' : mase.toFixed(2)}<small
          >${view.t('maseHint')}:
          ${seasonalNaiveMase === null ? '–' : seasonalNaiveMase.toFixed(2)}${folds === null ? '' : ` · ${view.t('folds', { n: folds })}`}</small
        >
      </dd>
    </div>
  </dl>`;
}

/** Forecasts stay as they were made; what they were worth stands beside them. */
export function earlierForecasts(view: View, made: ForecastAnswer[]) {
  if (made.length === 0) return '';
  const whole = (value: number | null, words: (value: number) => string) =>
    value === null ? '–' : words(value);
  return html`<section class="section">
    ${sectionHead(view.t('earlierForecasts'))}
    <div class="scroll" tabindex="0">
      <table>
        <thead>
          <tr>
            <th scope="col">${view.t('published')}</th>
            <th scope="col">${view.t('model')}</th>
            <th scope="col" class="num">${view.t('scored')}</th>
            <th scope="col" class="num">${view.t('error')}</th>
            <th scope="col" class="num">${view.t('naiveError')}</th>
            <th scope="col" class="num">${view.t('band80')}</th>
            <th scope="col">SHA-256</th>
          </tr>
        </thead>
        <tbody>
          ${made.map(
            (one) =>
              html`<tr>
                <th scope="row">${dayWords(one.cutoffWeek, view.language)}</th>
                <td>${one.model}</td>
                <td class="num">${one.score.scored} / ${one.horizon}</td>
                <td class="num">${whole(one.score.meanAbsoluteError, sharePercent)}</td>
                <td class="num">${whole(one.score.naiveMeanAbsoluteError, sharePercent)}</td>
                <td class="num">${whole(one.score.coverage80, percent)}</td>
                <td><span class="hash" title="${one.hash}">${one.hash.slice(0, 16)}</span></td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}
