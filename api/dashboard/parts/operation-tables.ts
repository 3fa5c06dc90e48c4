import { html } from 'hono/html';
import type { ledger, sources, stageRuns } from '../../routes/operations.ts';
import { count, instantWords } from '../figures.ts';
import type { View } from '../view.ts';
import { outsideLink } from './bits.ts';

type Rows<Question extends { answer(...given: never[]): Promise<{ data: unknown }> }> = Awaited<
  ReturnType<Question['answer']>
>['data'];

export function sourceTable(view: View, rows: Rows<typeof sources>) {
  return html`<div class="scroll" tabindex="0">
    <table>
      <thead>
        <tr>
          <th scope="col">${view.t('sourcesTitle')}</th>
          <th scope="col">${view.t('health')}</th>
          <th scope="col">${view.t('sector')}</th>
          <th scope="col">${view.t('market')}</th>
          <th scope="col" class="num">${view.t('documentsTitle')}</th>
          <th scope="col">${view.t('lastRun')}</th>
          <td></td>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              <th scope="row">${row.name}<br /><span class="url">${row.id}</span></th>
              <td>
                <span class="health health-${row.health}">${view.name(row.health)}</span><br /><span
                  class="hint"
                  >${row.healthReason}</span
                >
              </td>
              <td>${view.name(row.sector)}</td>
              <td>${view.name(row.market)}</td>
              <td class="num">${count(row.documents, view.language)}</td>
              <td>${instantWords(row.lastRunAt, view.language) ?? view.t('never')}</td>
              <td>
                ${row.health === 'paused' || row.health === 'blocked' ? html`<form class="inline-form" data-post="/api/v1/sources/${encodeURIComponent(row.id)}/resume"><button>${view.t('resume')}</button></form>` : ''}
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

export function stageTable(view: View, rows: Rows<typeof stageRuns>) {
  return html`<div class="scroll" tabindex="0">
    <table>
      <thead>
        <tr>
          <th scope="col">${view.t('stage')}</th>
          <th scope="col">${view.t('outcome')}</th>
          <th scope="col">${view.t('when')}</th>
          <th scope="col">${view.t('details')}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              <th scope="row">${row.stage}</th>
              <td>${row.state}</td>
              <td>${instantWords(row.startedAt, view.language) ?? ''}</td>
              <td class="hint">
                ${Object.entries(row.counts)
                  .flatMap(([name, value]) => (typeof value === 'number' ? [`${name} ${value}`] : []))
                  .join(' · ')}
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

export function ledgerTable(view: View, rows: Rows<typeof ledger>) {
  return html`<div class="scroll" tabindex="0">
    <table>
      <thead>
        <tr>
          <th scope="col">${view.t('when')}</th>
          <th scope="col">${view.t('outcome')}</th>
          <th scope="col">${view.t('reason')}</th>
          <th scope="col">URL</th>
          <th scope="col" class="num">HTTP</th>
          <th scope="col" class="num">ms</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              <td>${instantWords(row.at, view.language) ?? ''}</td>
              <td>${row.outcome}</td>
              <td>${row.reason}</td>
              <td class="url">
                ${outsideLink(row.url, row.url.length > 90 ? `${row.url.slice(0, 90)}…` : row.url)}
              </td>
              <td class="num">${row.status ?? '–'}</td>
              <td class="num">${row.durationMs}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
