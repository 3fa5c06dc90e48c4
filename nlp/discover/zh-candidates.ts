import type { Candidate, Span } from './candidates.ts';
import { cutsAny } from './candidates.ts';
import { ZH_EDGE, ZH_HANDLING, ZH_HEADS, ZH_SLOT } from './dress-words.ts';

const LONGEST = 5;
const SLOT_LENGTHS = [2, 3, 4];

function isHan(unit: number): boolean {
  return unit >= 0x4e00 && unit <= 0x9fff;
}

function allHan(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (!isHan(text.charCodeAt(i))) return false;
  return true;
}

function neighbour(text: string, at: number): string {
  const unit = text.charCodeAt(at);
  return Number.isNaN(unit) || unit <= 0x20 || (!isHan(unit) && unit > 0x2000) ? '' : text.charAt(at);
}

/** 月 begins a word (月光) unless a number stands before it. */
function beginsWord(text: string, at: number): boolean {
  const unit = text.charAt(at);
  return !ZH_EDGE.has(unit) || (unit === '月' && !/[\d一二三四五六七八九十个本每]/.test(text.charAt(at - 1)));
}

function goodEdges(text: string, start: number, end: number): boolean {
  return beginsWord(text, start) && !ZH_EDGE.has(text.charAt(end - 1));
}

function toCandidate(text: string, start: number, end: number, slot: boolean): Candidate {
  return {
    key: text.slice(start, end),
    term: text.slice(start, end),
    language: 'zh',
    start,
    end,
    left: neighbour(text, start - 1),
    right: neighbour(text, end),
    slot,
  };
}

/** Every run of 2 to 5 Han characters that no concept covers; for frequent words of long texts. */
export function zhRuns(text: string, known: Span[], visit: (start: number, end: number) => void): void {
  let next = 0;
  for (let start = 0; start < text.length; start++) {
    if (!isHan(text.charCodeAt(start)) || !beginsWord(text, start)) continue;
    while (next < known.length && known[next]!.end <= start) next += 1;
    const wall = known[next]?.start ?? text.length;
    if (wall <= start) continue;
    for (let end = start + 1; end <= Math.min(start + LONGEST, wall, text.length); end++) {
      if (!isHan(text.charCodeAt(end - 1))) break;
      if (end - start >= 2 && !ZH_EDGE.has(text.charAt(end - 1))) visit(start, end);
    }
  }
}

function slotStarts(text: string, known: Span[]): { start: number; end: number; named: boolean }[] {
  const words = Array.from(text.matchAll(ZH_SLOT), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
    named: false,
  }));
  return [...words, ...known.map((span) => ({ ...span, named: true }))];
}

/** Words in front of a slot (美拉德|穿搭), with it (千金妆), and built on a head (免职裙). */
export function zhSlotCandidates(text: string, known: Span[]): Candidate[] {
  const found = new Map<string, Candidate>();
  const add = (start: number, end: number): void => {
    if (start < 0 || !allHan(text, start, end) || !goodEdges(text, start, end)) return;
    if (cutsAny(known, start, end) || /[的了着过]/.test(text.slice(start, end))) return;
    const candidate = toCandidate(text, start, end, true);
    found.set(`${start}:${end}`, candidate);
  };
  for (const slot of slotStarts(text, known)) {
    for (const length of SLOT_LENGTHS) add(slot.start - length, slot.start);
    if (slot.named) continue;
    for (const length of SLOT_LENGTHS)
      if (slot.end - slot.start + length <= LONGEST) add(slot.start - length, slot.end);
  }
  for (let at = 1; at < text.length; at++) {
    if (ZH_HEADS[text.charAt(at)] === undefined || !isHan(text.charCodeAt(at - 1))) continue;
    for (const length of [1, ...SLOT_LENGTHS]) {
      if (!ZH_HANDLING.has(text.charAt(at - length))) add(at - length, at + 1);
    }
  }
  return [...found.values()];
}

export function zhRunCandidate(text: string, start: number, end: number): Candidate {
  return toCandidate(text, start, end, false);
}
