import { html } from 'hono/html';
import type { AspectFigure } from '../../brand-figures.ts';
import type { Brand } from '../../routes/brands.ts';
import { signed } from '../figures.ts';
import type { View } from '../view.ts';
import { quiet } from './bits.ts';
import { hidden, select } from './select.ts';

export function marketForm(view: View, action: string, markets: string[]) {
  return html`<form class="filters" method="get" action="${action}" role="search">
    ${hidden({ lang: view.language })}
    ${select(view, { name: 'market', label: view.t('market'), options: markets, first: { value: '', words: view.t('all') }, chosen: view.query['market'] || undefined })}
    <button class="button">${view.t('apply')}</button>
  </form>`;
}

export function crisisBanner(view: View, brand: Brand) {
  const link = view.link('/evidence', { concept: brand.id, opinions: 'yes', polarity: 'negative' });
  return html`<div class="alarm" role="alert">
    <b>${view.t('crisis', { brand: view.label(brand) })}</b>
    <p>
      ${view.t('crisisScore')} ${brand.crisisScore?.toFixed(1) ?? ''} ·
      <a data-drawer href="${link}">${view.t('openEvidence')}</a>
    </p>
  </div>`;
}

/** Aspects of one voice as bars of praise and complaint, the worst first; each opens its quotes. */
export function aspectBars(view: View, brandId: string, aspects: AspectFigure[]) {
  if (aspects.length === 0) return quiet(view.t('insufficientPlain'));
  return html`<ul class="aspects">
    ${aspects.map((aspect) => {
      const all = aspect.positive + aspect.negative + aspect.neutral;
      const width = (n: number) => `width:${((n / Math.max(1, all)) * 100).toFixed(1)}%`;
      const link = view.link('/evidence', { concept: brandId, opinions: 'yes', aspect: aspect.aspect });
      return html`<li>
        <a data-drawer href="${link}">${view.name(aspect.aspect)}</a>
        <span
          class="aspect-bar"
          role="img"
          aria-label="${aspect.negative} ${view.t('negative')}, ${aspect.positive} ${view.t('positive')}"
          ><i class="neg" style="${width(aspect.negative)}"></i
          ><i class="neu" style="${width(aspect.neutral)}"></i
          ><i class="pos" style="${width(aspect.positive)}"></i
        ></span>
        <b class="${(aspect.aspectNet ?? 0) >= 0 ? 'up' : 'down'}"
          >${aspect.aspectNet === null ? '–' : signed(aspect.aspectNet)}</b
        >
        <span class="hint">${view.t('ofAll', { n: all })}</span>
      </li>`;
    })}
  </ul>`;
}
