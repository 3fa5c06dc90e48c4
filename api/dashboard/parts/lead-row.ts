import { html } from 'hono/html';
import type { FacetLeadRow, LeadRow } from '../../../storage/queries/leads.ts';
import type { View } from '../view.ts';
import { swatch } from './bits.ts';
import { conceptLink } from './trend-card.ts';

/** Leader, a thread, follower, and the lag in weeks with its range and significance. */
export function leadRow(view: View, lead: LeadRow, options: { again?: boolean } = {}) {
  return html`<div class="lead-row ${options.again ? 'lead-again' : ''}">
    <span class="lead-name"
      >${swatch(lead.hex, view.label(lead))}
      <a href="${conceptLink(view, lead)}">${view.label(lead)}</a></span
    >
    ${track(view, lead)}
    <span class="hint"
      >${lead.lagLow}–${lead.lagHigh} · ${view.t('correlation')}
      ${Math.min(0.99, lead.correlation).toFixed(2)} · q
      ${chance(lead.q)}${lead.origin ? html` · <span class="flag">${view.t('origin')}</span>` : ''}</span
    >
  </div>`;
}

/** The same for a facet: the lags of its concepts pooled. */
export function facetLeadRow(view: View, lead: FacetLeadRow) {
  return html`<div class="lead-row">
    <span class="lead-name">${view.name(lead.facet)}</span>
    ${track(view, lead)}
    <span class="hint"
      >${lead.lagLow}–${lead.lagHigh} · ${view.t('conceptsAgree', { n: lead.agreeing, of: lead.concepts })} ·
      q ${chance(lead.q)}</span
    >
  </div>`;
}

function track(view: View, { leader, follower, lagWeeks }: LeadRow | FacetLeadRow) {
  return html`<span class="lead-track"
      ><b>${view.name(leader)}</b><i aria-hidden="true" style="flex-grow:${Math.min(26, lagWeeks)}"></i
      ><b>${view.name(follower)}</b
      ><u aria-hidden="true" style="flex-grow:${Math.max(0, 26 - lagWeeks)}"></u></span
    ><span class="num"><b>${view.t('weeksAhead', { n: lagWeeks })}</b></span>`;
}

function chance(q: number): string {
  return q < 0.001 ? '< 0.001' : q.toFixed(3);
}
