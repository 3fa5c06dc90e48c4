import { EXPANDED, FOLD_TABLE } from '../text/char-fold.ts';

/** Native cutters get pieces of at most this many units, so that no text makes them slow or large. */
const MAX_PIECE_UNITS = 2_000;

/**
 * Cuts a text: mixed tokens stay whole, the rest goes to `cut` in folded spelling (jieba knows case and traditional
 * forms only as it is told). The parts joined give the text back, whatever the cutter does to odd characters.
 */
export function cutInParts(text: string, mixed: RegExp | null, cut: (part: string) => string[]): string[] {
  const folded = foldUnits(text);
  const parts: string[] = [];
  let from = 0;
  const addPlain = (to: number): void => {
    for (let at = from; at < to;) {
      const end = pieceEnd(folded, at, to);
      addPieces(parts, text, at, cut(folded.slice(at, end)), end);
      at = end;
    }
  };
  if (mixed !== null && /[a-z0-9]/.test(folded)) {
    for (const match of folded.matchAll(mixed)) {
      addPlain(match.index);
      from = match.index + match[0].length;
      parts.push(text.slice(match.index, from));
    }
  }
  addPlain(folded.length);
  return parts;
}

/** Folded unit by unit, the length kept; units that would vanish or grow stay as they are. */
export function foldUnits(text: string): string {
  let folded = '';
  let copied = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    const to = unit === 0 ? 32 : (FOLD_TABLE[unit] ?? unit);
    if (to === unit || to <= EXPANDED || (to === 32 && unit < 127 && unit !== 9)) continue;
    folded += text.slice(copied, at) + String.fromCharCode(to);
    copied = at + 1;
  }
  return copied === 0 ? text : folded + text.slice(copied);
}

function pieceEnd(text: string, from: number, to: number): number {
  if (to - from <= MAX_PIECE_UNITS) return to;
  const limit = from + MAX_PIECE_UNITS;
  for (let at = limit; at > from + MAX_PIECE_UNITS / 2; at -= 1) {
    if (/[\s,.!?;。！？；，、]/.test(text[at - 1] ?? '')) return at;
  }
  const inPair = (text.charCodeAt(limit) & 0xfc00) === 0xdc00;
  return inPair ? limit + 1 : limit;
}

/** Adds the pieces as slices of the text; where their lengths do not add up, character by character. */
function addPieces(parts: string[], text: string, from: number, pieces: string[], end: number): void {
  let length = 0;
  for (const piece of pieces) length += piece.length;
  if (length !== end - from) {
    for (const char of text.slice(from, end)) parts.push(char);
    return;
  }
  let at = from;
  for (const piece of pieces) {
    if (piece.length > 0) parts.push(text.slice(at, at + piece.length));
    at += piece.length;
  }
}
