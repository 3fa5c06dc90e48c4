import { html } from 'hono/html';
import type { Trend } from '../../shapes.ts';
import { change, percent, sharePercent } from '../figures.ts';
import type { View } from '../view.ts';
import { direction } from './growth-figure.ts';

/** Growth without its season, and how fast it falls: the figures beside the counted ones. */
export function seasonApartFigures(view: View, state: Trend) {
  const { growthAdjusted, halfLife } = state;
  return html`${
    growthAdjusted === null
      ? ''
      : html`<div>
          <dt>${view.t('growthAdjusted')}</dt>
          <dd class="${direction(growthAdjusted)}">
            ${change(growthAdjusted)}<small>${view.t('growthAdjustedHint')}</small>
          </dd>
        </div>`
  }
  ${
    halfLife === null
      ? ''
      : html`<div>
          <dt>${view.t('halfLife')}</dt>
          <dd>
            ${view.t('nWeeks', { n: weeks(halfLife.weeks) })}<small
              >90 %: ${weeks(halfLife.low)} – ${halfLife.high === null ? '∞' : weeks(halfLife.high)}</small
            >
          </dd>
        </div>`
  }`;
}

/** Every likely stage, when the level changed, and the weeks that stood out. */
export function historyList(view: View, state: Trend) {
  const { alternatives, changes, events } = state;
  if (changes.length + events.length === 0 && alternatives.length < 2) return '';
  return html`<details>
    <summary>${view.t('history')}</summary>
    <ul class="plain">
      ${
        alternatives.length < 2
          ? ''
          : html`<li>
              ${view.t('likelyStages')}:
              ${alternatives.map(({ stage, probability }) => `${view.name(stage)} ${percent(probability)}`).join(' · ')}
            </li>`
      }
      ${changes.map(
        ({ week, before, after }) =>
          html`<li>
            ${week}: ${view.t('levelChanged', { a: sharePercent(before), b: sharePercent(after) })}
          </li>`,
      )}
      ${events.map(
        ({ from, to, share, expected, z }) =>
          html`<li>
            ${from === to ? from : `${from} – ${to}`}:
            ${view.t(z > 0 ? 'eventUp' : 'eventDown', { a: sharePercent(share), b: sharePercent(expected) })}
          </li>`,
      )}
    </ul>
  </details>`;
}

function weeks(value: number): string {
  return value < 10 ? value.toFixed(1) : String(Math.round(value));
}
