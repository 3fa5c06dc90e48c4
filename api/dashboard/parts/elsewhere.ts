import { html } from 'hono/html';
import type { Trend } from '../../shapes.ts';
import { change } from '../figures.ts';
import type { View } from '../view.ts';
import type { WordKey } from '../words.ts';
import { swatch } from './bits.ts';
import { direction } from './growth-figure.ts';
import { conceptLink } from './trend-card.ts';

/** Entries of one list; the rest is behind its link. */
const MOST = 6;

interface Shelf {
  word: WordKey;
  hint: WordKey;
  query: Record<string, string>;
  has: (trend: Trend) => boolean;
}

const isSeasonal = ({ flags }: Trend): boolean => flags.includes('seasonal');

/** What does not rise, and why it is no news: at its height, falling, come and gone, or only the time of the year. */
const SHELVES: readonly Shelf[] = [
  { word: 'atHeight', hint: 'atHeightHint', query: { stage: 'peak' }, has: (t) => t.stage === 'peak' },
  {
    word: 'falling',
    hint: 'fallingHint',
    query: { stage: 'declining', sort: 'growth' },
    has: (t) =>
      (t.stage === 'declining' || t.stage === 'collapsed') && !t.flags.includes('flash') && !isSeasonal(t),
  },
  {
    word: 'gone',
    hint: 'goneHint',
    query: { stage: 'any', flag: 'flash' },
    has: (t) => t.flags.includes('flash'),
  },
  {
    word: 'seasonalOnly',
    hint: 'seasonalOnlyHint',
    query: { stage: 'any', flag: 'seasonal' },
    has: isSeasonal,
  },
];

/** Short lists under the risers, the surest first. */
export function elsewhere(view: View, found: readonly Trend[]) {
  const lists = SHELVES.map((shelf) => ({
    shelf,
    rows: found.filter((trend) => trend.stage !== 'unknown' && shelf.has(trend)),
  })).filter(({ rows }) => rows.length > 0);
  if (lists.length === 0) return '';
  return html`<section class="section elsewhere">
    ${lists.map(
      ({ shelf, rows }) =>
        html`<div>
          <h2><a href="${view.link('/', shelf.query)}">${view.t(shelf.word)}</a></h2>
          <p class="hint">${view.t(shelf.hint)}</p>
          <ul>
            ${rows.slice(0, MOST).map((trend) => entry(view, trend))}
          </ul>
        </div>`,
    )}
  </section>`;
}

function entry(view: View, trend: Trend) {
  return html`<li>
    <a href="${conceptLink(view, trend)}">${swatch(trend.hex, view.label(trend))}${view.label(trend)}</a>
    <span class="num ${direction(trend.growth)}"
      >${trend.growth === null ? view.name(trend.stage) : change(trend.growth)}</span
    >
  </li>`;
}
