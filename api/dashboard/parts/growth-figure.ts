import { html } from 'hono/html';
import type { Trend } from '../../shapes.ts';
import { change, sharePercent } from '../figures.ts';
import type { View } from '../view.ts';

/** A year before it had less than this part of what it has now. */
const NEXT_TO_NOTHING = 0.02;

/** True where the same 13 weeks a year before are known and hold next to nothing. Shares end with the last week. */
export function isNewcomer(shares: readonly (number | null)[], magnitude: number | null): boolean {
  const before = shares.slice(-65, -52).filter((share) => share !== null);
  if (before.length === 0 || magnitude === null || magnitude <= 0) return false;
  return before.reduce((sum, share) => sum + share, 0) / before.length < NEXT_TO_NOTHING * magnitude;
}

/** `up` and `down` for colour; a change that rounds to nothing is neither. */
export function direction(growth: number | null): 'up' | 'down' | '' {
  if (growth === null || Math.abs(growth) < 0.005) return '';
  return growth > 0 ? 'up' : 'down';
}

/** The card's figure: growth on the year, or in words why there is none. */
export function growthFigure(view: View, trend: Trend) {
  if (trend.insufficient !== null) {
    return html`<p class="figure figure-none">
      ${view.t('insufficient', { n: view.thin(trend.insufficient) })}
    </p>`;
  }
  const share = trend.magnitude === null ? '' : `${view.t('magnitude')} ${sharePercent(trend.magnitude)}`;
  if (trend.growth !== null) {
    return html`<p class="figure ${direction(trend.growth)}">
      <b>${change(trend.growth)}</b> <small>${view.t('vsYear')}<br />${share}</small>
    </p>`;
  }
  if (isNewcomer(trend.sparkline ?? [], trend.magnitude)) {
    return html`<p class="figure up">
      <b>${view.t('newcomer')}</b> <small>${view.t('newcomerHint')}<br />${share}</small>
    </p>`;
  }
  return html`<p class="figure">
    <span class="figure-none">${view.t('noYearBefore')}</span> <small>${share}</small>
  </p>`;
}
