import { html } from 'hono/html';
import { FACETS } from '../../../core/words.ts';
import type { candidates } from '../../routes/candidates.ts';
import { dayWords } from '../figures.ts';
import type { View } from '../view.ts';
import { outsideLink, quiet } from './bits.ts';
import { marked } from './documents.ts';

type Candidate = Awaited<ReturnType<typeof candidates.answer>>['data'][number];

export function inbox(view: View, waiting: Candidate[]) {
  if (waiting.length === 0) return quiet(view.t('emptyInbox'));
  return html`<div class="inbox">${waiting.map((candidate) => candidatePart(view, candidate))}</div>`;
}

function candidatePart(view: View, candidate: Candidate) {
  return html`<article class="candidate">
    <div>
      <h3 lang="${candidate.language}">${candidate.term}</h3>
      <p class="hint">
        ${candidate.kind === 'new' ? view.t('new') : view.t('burst')} · ${view.t('score')}
        ${candidate.score.toFixed(1)} · ${candidate.documents} ${view.t('documents')}<br />${view.t('firstSeen')}
        ${dayWords(candidate.firstSeen, view.language)}
      </p>
    </div>
    <div>
      ${candidate.examples.map(
        (example) =>
          html`<p class="example" lang="${candidate.language}">
            ${marked(example.excerpt, example.excerptSpans)}
            <span class="hint">— ${outsideLink(example.url, example.source)}</span>
          </p>`,
      )}${candidate.cooccurring.length > 0 ? html`<p class="hint">${candidate.cooccurring.slice(0, 6).join(' · ')}</p>` : ''}
    </div>
    ${decisions(view, candidate)}
  </article>`;
}

/** Forms that the client sends as JSON; the API checks them again. */
function decisions(view: View, candidate: Candidate) {
  const to = (action: string) => `/api/v1/candidates/${encodeURIComponent(candidate.id)}/${action}`;
  return html`<div class="decisions">
    <form class="inline-form" data-post="${to('accept')}">
      <label class="sr" for="facet-${candidate.id}">${view.t('facet')}</label>
      <select id="facet-${candidate.id}" name="facet">
        ${FACETS.map(
          (facet) =>
            html`<option value="${facet}" ${facet === candidate.suggestedFacet ? 'selected' : ''}>
              ${view.name(facet)}
            </option>`,
        )}</select
      ><button>${view.t('accept')}</button>
    </form>
    <form class="inline-form" data-post="${to('merge')}">
      <label class="sr" for="into-${candidate.id}">${view.t('mergeInto')}</label>
      <input
        id="into-${candidate.id}"
        name="concept"
        required
        placeholder="${view.t('mergeInto')}"
        value="${candidate.suggestedParent ?? ''}"
      /><button>${view.t('merge')}</button>
    </form>
    <form class="inline-form" data-post="${to('reject')}"><button>${view.t('reject')}</button></form>
  </div>`;
}
