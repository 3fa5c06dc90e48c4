import type { EvidenceSpan } from '../storage/queries/evidence.ts';

/** UTF-16 code units kept around the spans: about three lines. */
const BEFORE = 90;
const LENGTH = 320;

/**
 * Cuts a text to the part where the spans are and moves their offsets along. Spans that do not lie whole inside
 * the title or the excerpt are left out, so that nothing is ever marked in the wrong place.
 */
export function toExcerpt(
  document: { title: string | null; text: string },
  spans: readonly EvidenceSpan[],
): { titleSpans: EvidenceSpan[]; excerpt: string; excerptSpans: EvidenceSpan[] } {
  const title = document.title ?? '';
  // core/content.ts: spans are offsets into title + line feed + text, or the text alone where there is no title.
  const shift = document.title ? title.length + 1 : 0;
  const inText = spans.filter((span) => span.start >= shift);
  const first = inText[0] === undefined ? 0 : inText[0].start - shift;
  const from = cutPoint(document.text, Math.max(0, first - BEFORE));
  const to = cutPoint(document.text, Math.min(document.text.length, from + LENGTH));
  const lead = from > 0 ? '…' : '';
  const excerpt = `${lead}${document.text.slice(from, to)}${to < document.text.length ? '…' : ''}`;
  const move = lead.length - from - shift;
  return {
    titleSpans: shift === 0 ? [] : spans.filter((span) => span.end <= title.length),
    excerpt,
    excerptSpans: inText
      .filter((span) => span.start - shift >= from && span.end - shift <= to)
      .map((span) => ({ ...span, start: span.start + move, end: span.end + move })),
  };
}

/** Never between the halves of a surrogate pair. */
function cutPoint(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}
