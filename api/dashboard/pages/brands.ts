import { html } from 'hono/html';
import { listMarkets } from '../../../storage/queries/concepts.ts';
import type { ApiContext } from '../../context.ts';
import { brands, type Brand } from '../../routes/brands.ts';
import { count, percent, signed } from '../figures.ts';
import type { Page } from '../layout.ts';
import { parseQuery } from '../parse-query.ts';
import { quiet } from '../parts/bits.ts';
import { crisisBanner, marketForm } from '../parts/brand-parts.ts';
import { evidenceLink } from '../parts/trend-card.ts';
import type { View } from '../view.ts';

/** All brands: who is talked about, and how. */
export async function brandsPage(context: ApiContext, view: View): Promise<Page> {
  const query = parseQuery(brands.query, view);
  const [{ data }, markets] = await Promise.all([
    brands.answer(context, { params: {}, query }),
    context.read(listMarkets),
  ]);
  return {
    title: view.t('brands'),
    at: '/brands',
    body: html`<section class="hero"><h1>${view.t('brands')}</h1></section>
      ${marketForm(view, '/brands', markets)}
      ${data.filter((brand) => brand.crisis).map((brand) => crisisBanner(view, brand))}
      ${data.length === 0 ? quiet(view.t('noBrands')) : brandTable(view, data)}`,
  };
}

function brandTable(view: View, data: Brand[]) {
  const widest = Math.max(...data.map((brand) => brand.shareOfVoice ?? 0)) || 1;
  return html`<div class="scroll" tabindex="0">
      <table class="brands">
        <thead>
          <tr>
            <th scope="col">${view.t('brand')}</th>
            <th scope="col">${view.t('shareOfVoice')}</th>
            <th scope="col" class="num">${view.t('netSentiment')}</th>
            <th scope="col" class="num">${view.t('crisisScore')}</th>
            <th scope="col" class="num">${view.t('documentsTitle')}</th>
          </tr>
        </thead>
        <tbody>
          ${data.map(
            (brand) =>
              html`<tr>
                <th scope="row">
                  <a
                    class="brand-name"
                    href="${view.link(`/brands/${encodeURIComponent(brand.id)}`, { market: brand.market === 'all' ? null : brand.market })}"
                    >${view.label(brand)}</a
                  >
                  <span class="hint">${view.otherLabel(brand)}</span>
                </th>
                ${
                  brand.insufficient === null
                    ? html`<td>
                          ${brand.shareOfVoice === null ? '–' : html`<span class="bar"><i style="width:${((brand.shareOfVoice / widest) * 100).toFixed(1)}%"></i></span> ${percent(brand.shareOfVoice)}`}
                        </td>
                        <td class="num">${sentimentChange(brand)}</td>
                        <td class="num">
                          ${brand.crisisScore === null ? '–' : brand.crisisScore.toFixed(1)}
                        </td>`
                    : html`<td colspan="3" class="hint">
                        ${view.t('insufficient', { n: view.thin(brand.insufficient) })}
                      </td>`
                }
                <td class="num">
                  <a data-drawer href="${evidenceLink(view, { conceptId: brand.id, market: brand.market })}"
                    >${count(brand.documents, view.language)}</a
                  >
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    <p class="hint">
      ${view.t('netSentiment')} = ${view.t('netSentimentHint')}. ${view.t('crisisScore')} =
      ${view.t('crisisHint')}.
    </p>`;
}

function sentimentChange(brand: Brand) {
  if (brand.netSentiment === null) return '–';
  const before = brand.netSentimentBefore;
  const moved = before === null ? null : brand.netSentiment - before;
  return html`<b>${signed(brand.netSentiment)}</b>${
      moved === null
        ? ''
        : html` <span class="${moved >= 0 ? 'up' : 'down'}">${moved >= 0 ? '↗' : '↘'} ${signed(moved)}</span>`
    }`;
}
