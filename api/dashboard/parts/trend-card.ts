import { html } from 'hono/html';
import type { Trend } from '../../shapes.ts';
import { change, count } from '../figures.ts';
import { linkTo, type View } from '../view.ts';
import { confidenceMarks, stageChip, swatch } from './bits.ts';
import { growthFigure } from './growth-figure.ts';
import { sparkline } from './sparkline.ts';

export function conceptLink(
  view: View,
  trend: { conceptId: string; sector?: string; market?: string },
): string {
  return view.link(`/concepts/${encodeURIComponent(trend.conceptId)}`, cellQuery(trend));
}

export function evidenceLink(
  view: View,
  of: { conceptId: string; sector?: string; market?: string },
  more: Record<string, string | undefined> = {},
): string {
  return view.link('/evidence', { concept: of.conceptId, ...cellQuery(of), ...more });
}

function cellQuery(of: { sector?: string; market?: string }) {
  return {
    sector: of.sector === 'all' ? undefined : of.sector,
    market: of.market === 'all' ? undefined : of.market,
  };
}

/** One riser: name in both languages, the figure, its past and its forecast, and the way to its evidence. */
export function trendCard(view: View, trend: Trend, options: { lead?: boolean } = {}) {
  const { outlook } = trend;
  return html`<article class="card ${options.lead ? 'card-lead' : ''} ${trend.hex ? 'card-color' : ''}">
    <div
      class="card-top"
      ${trend.hex && /^#[0-9a-f]{6}$/i.test(trend.hex) ? html`style="--swatch:${trend.hex}"` : ''}
    >
      <span class="eyebrow">${swatch(trend.hex, view.label(trend))}${view.name(trend.facet)}</span>
      <span class="chips">${stageChip(view, trend.stage, trend.flags)}</span>
    </div>
    <h3>
      <a href="${conceptLink(view, trend)}">${view.label(trend)}</a
      ><span class="other" lang="${view.language === 'zh' ? 'en' : 'zh'}">${view.otherLabel(trend)}</span>
    </h3>
    ${growthFigure(view, trend)} ${sparkline(trend, `${view.label(trend)}: ${view.t('shareOverTime')}`)}
    <p class="outlook">
      ${
        outlook === null
          ? view.t('noForecast')
          : html`<span>${view.t('outlook', { n: outlook.horizonWeeks })}</span>
              <b>${change(outlook.change)}</b>
              <span class="band">${change(outlook.low80)} … ${change(outlook.high80)}</span>`
      }
    </p>
    <footer>
      <a class="evidence" href="${evidenceLink(view, trend)}" data-drawer
        >${count(trend.documents, view.language)} ${view.t('documents')} · ${trend.sources}
        ${view.t('sources')}</a
      >
      ${confidenceMarks(view, trend.confidence, trend.confidenceReasons)}
    </footer>
  </article>`;
}

/** The pack of up to five concepts, as a file. */
export function packLink(view: View, pack: { ids: string; sector: string; market: string }): string {
  return linkTo('/api/v1/packs', { ...pack, lang: view.language });
}
