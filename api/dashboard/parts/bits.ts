import { html, raw } from 'hono/html';
import type { Reason } from '../../../core/reason.ts';
import { sure } from '../figures.ts';
import type { View } from '../view.ts';

const HEX = /^#[0-9a-f]{6}$/i;

/** A colour chip; nothing where the concept has no colour of its own. */
export function swatch(hex: string | null, name: string) {
  if (hex === null || !HEX.test(hex)) return '';
  return html`<span class="swatch" style="background:${hex}" title="${name} ${hex}"></span>`;
}

export function stageChip(view: View, stage: string, flags: string[] = []) {
  return html`<span class="stage stage-${stage}">${view.name(stage)}</span>${flags.map(
      (flag) => html`<span class="flag">${view.name(flag)}</span>`,
    )}`;
}

/** Five marks, filled by confidence; said in words for those who hear the page. */
export function confidenceMarks(view: View, confidence: number, reasons: Reason[] = []) {
  const filled = Math.round(confidence * 5);
  const words = `${view.t('confidence')} ${sure(confidence)}${reasons.length > 0 ? `: ${reasons.map((reason) => view.reason(reason)).join('; ')}` : ''}`;
  return html`<span class="marks" role="img" aria-label="${words}" title="${words}"
    >${[1, 2, 3, 4, 5].map((mark) => html`<i class="${mark <= filled ? 'on' : ''}"></i>`)}</span
  >`;
}

/** Only http(s) addresses become links; anything else is shown as text. */
export function outsideLink(url: string, text: unknown) {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return html`<span>${text}</span>`;
  return html`<a href="${url}" target="_blank" rel="noopener nofollow ugc">${text}</a>`;
}

/** JSON inside the page for the client script. `<` is escaped so that no content can end the element. */
function dataBlock(id: string, value: unknown) {
  const json = JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
  return html`<script type="application/json" id="${id}">
    ${raw(json)}
  </script>`;
}

interface ChartSpec {
  id: string;
  kind: 'series' | 'lines' | 'heat' | 'scatter';
  title: string;
  data: unknown;
  /** A sentence that says what is to be seen. */
  caption?: string;
  height?: 'tall' | 'short';
}

/** A chart with its export buttons and its figures as a table (made by the client from the same block). */
export function chart(view: View, spec: ChartSpec) {
  const block = `${spec.id}-data`;
  return html`<figure
    class="chart chart-${spec.height ?? 'tall'}"
    id="${spec.id}"
    data-chart="${spec.kind}"
    data-block="${block}"
    data-name="${spec.title}"
  >
    <figcaption>
      <span class="chart-title">${spec.title}</span
      >${spec.caption ? html`<span class="hint">${spec.caption}</span>` : ''}
      <span class="exports" role="group" aria-label="${view.t('exportAs')}">
        <button type="button" data-export="png">${view.t('exportPng')}</button>
        <button type="button" data-export="svg">${view.t('exportSvg')}</button>
        <button type="button" data-export="csv">${view.t('exportCsv')}</button>
      </span>
    </figcaption>
    <div class="canvas" role="img" aria-label="${spec.title}. ${spec.caption ?? ''}">
      <noscript>${view.t('chartWaiting')}</noscript>
    </div>
    <details class="as-table">
      <summary>${view.t('showTable')}</summary>
      <div class="scroll" tabindex="0"></div>
    </details>
    ${dataBlock(block, spec.data)}
  </figure>`;
}

/** What is said where there is nothing to show. */
export function quiet(words: string) {
  return html`<p class="quiet">${words}</p>`;
}

export function sectionHead(title: string, intro?: string) {
  return html`<header class="section-head">
    <h2>${title}</h2>
    ${intro ? html`<p>${intro}</p>` : ''}
  </header>`;
}
