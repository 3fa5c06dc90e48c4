import { html } from 'hono/html';
import type { LeadRow } from '../../../storage/queries/leads.ts';
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
    <span class="lead-track"
      ><b>${view.name(lead.leader)}</b
      ><i aria-hidden="true" style="flex-grow:${Math.min(26, lead.lagWeeks)}"></i
      ><b>${view.name(lead.follower)}</b
      ><u aria-hidden="true" style="flex-grow:${Math.max(0, 26 - lead.lagWeeks)}"></u
    ></span>
    <span class="num"><b>${view.t('weeksAhead', { n: lead.lagWeeks })}</b></span>
    <span class="hint"
      >${lead.lagLow}–${lead.lagHigh} · ${view.t('correlation')}
      ${Math.min(0.99, lead.correlation).toFixed(2)} · q
      ${lead.q < 0.001 ? '< 0.001' : lead.q.toFixed(3)}</span
    >
  </div>`;
}
