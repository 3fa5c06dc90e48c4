import { html } from 'hono/html';
import { nameOf } from '../../../core/names.ts';
import { SIGNAL_METRICS, writtenValue, type SignalMetricName } from '../../../core/signal-metrics.ts';
import type { signalDeliveries, signalRules } from '../../routes/signal-rules.ts';
import { instantWords } from '../figures.ts';
import type { View } from '../view.ts';
import { quiet } from './bits.ts';

type Rule = Awaited<ReturnType<typeof signalRules.answer>>['data'][number];
type Delivery = Awaited<ReturnType<typeof signalDeliveries.answer>>['data'][number];

/** People's own rules and what became of what was sent. */
export function signalRulesPart(view: View, rules: readonly Rule[], deliveries: readonly Delivery[]) {
  return html`${rules.length === 0 ? quiet(view.t('noRules')) : ruleTable(view, rules)}
  ${deliveries.length === 0 ? quiet(view.t('noDeliveries')) : deliveryTable(view, deliveries)}`;
}

function head(view: View, words: readonly Parameters<View['t']>[0][]) {
  return html`<thead>
    <tr>
      ${words.map((word) => html`<th scope="col">${view.t(word)}</th>`)}
    </tr>
  </thead>`;
}

function ruleTable(view: View, rules: readonly Rule[]) {
  return html`<div class="scroll" tabindex="0">
    <table>
      ${head(view, ['rule', 'watched', 'fires', 'severity'])}
      <tbody>
        ${rules.map(
          (rule) =>
            html`<tr>
              <th scope="row">${rule.name}<br /><span class="url">${rule.id} v${rule.version}</span></th>
              <td>${watchedBy(view, rule)}</td>
              <td>${firesAt(view, rule)}</td>
              <td>${view.name(rule.severity)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function watchedBy(view: View, { subject, sector, market }: Rule): string {
  const of = subject === '*' ? view.t('everything') : nameOf(subject, view.language);
  return [of, ...[sector, market].filter((one) => one !== 'all').map((one) => view.name(one))].join(' · ');
}

function firesAt(view: View, rule: Rule): string {
  const metric = rule.metric as SignalMetricName;
  const name = SIGNAL_METRICS[metric][view.language];
  const stage = rule.stage === undefined ? '' : ` ${view.name(rule.stage)}`;
  const signs: Record<string, string> = { above: '≥', below: '≤', rises: '↑', falls: '↓' };
  const value =
    rule.change === 'ratio' ? `${Number((rule.enter * 100).toFixed(1))} %` : writtenValue(metric, rule.enter);
  return `${name}${stage} ${signs[rule.direction] ?? ''} ${value}`;
}

function deliveryTable(view: View, deliveries: readonly Delivery[]) {
  return html`<div class="scroll" tabindex="0">
    <table>
      ${head(view, ['channel', 'outcome', 'when', 'details'])}
      <tbody>
        ${deliveries.map((row) => deliveryRow(view, row))}
      </tbody>
    </table>
  </div>`;
}

const STATE_WORDS = { pending: 'waiting', delivered: 'delivered', dead: 'givenUp' } as const;

function deliveryRow(view: View, row: Delivery) {
  const state = STATE_WORDS[row.state as keyof typeof STATE_WORDS];
  const again = html`<form class="inline-form" data-post="/api/v1/signal-deliveries/${row.id}/redeliver">
    <button>${view.t('sendAgain')}</button>
  </form>`;
  return html`<tr>
    <th scope="row">${row.channelId}<br /><span class="url">${row.channelType}</span></th>
    <td>${view.t(state)} ${row.lastReason ?? ''}</td>
    <td>${instantWords(row.deliveredAt ?? row.createdAt, view.language)}</td>
    <td>${row.event} ${row.state === 'dead' ? again : ''}</td>
  </tr>`;
}
