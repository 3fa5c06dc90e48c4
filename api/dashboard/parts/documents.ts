import { html } from 'hono/html';
import type { EvidenceDocument } from '../../routes/evidence.ts';
import { dayWords } from '../figures.ts';
import type { View } from '../view.ts';
import { outsideLink } from './bits.ts';

/** Characters of a post that stand for its title. */
const TITLE_LENGTH = 40;

interface MarkedSpan {
  start: number;
  end: number;
  polarity?: string | undefined;
  negated?: boolean | undefined;
}

/** A text with its spans marked; overlapping spans are marked once, the first one wins. */
export function marked(text: string, spans: readonly MarkedSpan[]) {
  const parts: unknown[] = [];
  let at = 0;
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    if (span.start < at || span.end > text.length || span.end <= span.start) continue;
    const kind = span.negated ? 'negated' : (span.polarity ?? '');
    parts.push(
      text.slice(at, span.start),
      html`<mark class="${kind}">${text.slice(span.start, span.end)}</mark>`,
    );
    at = span.end;
  }
  parts.push(text.slice(at));
  return html`${parts}`;
}

/** A post has no title: its beginning stands for it, where the excerpt has it. */
function firstWords(excerpt: string): string | null {
  const words = excerpt.trim();
  if (words.startsWith('…') || words === '') return null;
  return words.length > TITLE_LENGTH ? `${words.slice(0, TITLE_LENGTH).trimEnd()}…` : words;
}

/** One document as evidence: what it says, where, when, how often it was copied, and how its source fares. */
export function documentPart(view: View, document: EvidenceDocument) {
  const title = document.title ?? firstWords(document.excerpt) ?? document.source.name;
  return html`<article class="document" lang="${document.language}">
    <h3>${outsideLink(document.url, marked(title, document.title === null ? [] : document.titleSpans))}</h3>
    <p class="meta">
      <span>${document.source.name}</span
      ><span class="health health-${document.source.health}">${view.name(document.source.health)}</span>
      <span>${view.name(document.sector)} · ${view.name(document.market)}</span>
      <time datetime="${document.publishedAt}">${dayWords(document.publishedAt, view.language)}</time>
      ${document.rating === null ? '' : html`<span>${document.rating} / 5</span>`}
      ${document.heat > 0 ? html`<span>${view.t('copies', { n: document.heat })}</span>` : ''}
    </p>
    <blockquote>${marked(document.excerpt, document.excerptSpans)}</blockquote>
  </article>`;
}
