import { html } from 'hono/html';
import type { OpportunityRow } from '../../../storage/queries/opportunities.ts';
import { opportunityReasons } from '../../opportunity-reasons.ts';
import { change, count, either, percent, signed } from '../figures.ts';
import type { View } from '../view.ts';
import { stageChip, swatch } from './bits.ts';
import { conceptLink, evidenceLink } from './trend-card.ts';

/** Mean of what is known of social and review growth. */
function demandGrowth(row: OpportunityRow): number | null {
  const known = [row.socialGrowth, row.reviewGrowth].filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

export function supplyDemandData(view: View, rows: OpportunityRow[]) {
  return {
    points: rows.flatMap((row) => {
      const demand = demandGrowth(row);
      if (demand === null || row.commerceGrowth === null) return [];
      return [
        {
          name: view.label(row),
          x: row.commerceGrowth,
          y: demand,
          size: row.documents,
          hex: row.hex,
          gap: row.supplyDemandGap,
          link: conceptLink(view, { conceptId: row.conceptId, market: row.market }),
        },
      ];
    }),
    words: {
      x: view.t('supplyGrowth'),
      y: view.t('demandGrowth'),
      gap: view.t('gap'),
      name: view.t('theConceptIs'),
    },
  };
}

export function opportunityTable(view: View, rows: OpportunityRow[]) {
  return html`<div class="scroll scroll-whole" tabindex="0">
    <table>
      <thead>
        <tr>
          <td></td>
          <th scope="col" class="num">${view.t('gap')}</th>
          <th scope="col" class="num">${view.t('demandGrowth')}</th>
          <th scope="col" class="num">${view.t('supplyGrowth')}</th>
          <th scope="col" class="num">${view.t('outOfStockShare')}</th>
          <th scope="col" class="num">${view.t('documentsTitle')}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              <th scope="row">
                ${swatch(row.hex, view.label(row))}
                <a href="${conceptLink(view, { conceptId: row.conceptId, market: row.market })}"
                  >${view.label(row)}</a
                ><br />${stageChip(view, row.stage)}
              </th>
              <td
                class="num"
                title="${opportunityReasons(row)
                  .map((reason) => view.reason(reason))
                  .join('; ')}"
              >
                <b class="${row.supplyDemandGap >= 0 ? 'up' : 'down'}">${signed(row.supplyDemandGap, 1)}</b>
              </td>
              <td class="num">${either(demandGrowth(row), change)}</td>
              <td class="num">${either(row.commerceGrowth, change)}</td>
              <td class="num">${either(row.outOfStockShare, percent)}</td>
              <td class="num">
                <a data-drawer href="${evidenceLink(view, { conceptId: row.conceptId, market: row.market })}"
                  >${count(row.documents, view.language)}</a
                >
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
