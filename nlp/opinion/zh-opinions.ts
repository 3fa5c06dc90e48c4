import type { Aspect, Polarity } from '../../core/words.ts';
import type { FoundOpinion } from './opinion-types.ts';
import { targetAfter, targetChain, type ZhTarget, type ZhToken } from './zh-targets.ts';
import { readBent } from './zh-bent.ts';
import {
  cutsLatin,
  fallsShort,
  isComplement,
  isDegreeHere,
  isInsideWord,
  isKindOf,
  isMerelyCan,
  isOfOther,
  isQuotedWord,
  isSaidTwice,
  type ZhBefore,
  type ZhPlace,
} from './zh-no-verdict.ts';
import { buildZhWords } from './zh-words.ts';

const words = buildZhWords();
const REACH_UNITS = 14;

interface ClauseState extends ZhPlace {
  last: ZhTarget | null;
  carried: ZhTarget | null;
  unreal: boolean;
  found: FoundOpinion[];
}

function tokenise(text: string, start: number, end: number): ZhToken[] {
  const tokens: ZhToken[] = [];
  for (let at = start; at < end;) {
    const hit = words.longestAt(text, at, end);
    if (hit === null || cutsLatin(text, hit)) {
      at += 1;
      continue;
    }
    tokens.push(hit);
    at = hit.end;
  }
  return tokens;
}

/** Negation and degree in front of an evaluation, over fillers; a gap of foreign characters ends the look back. */
function lookBack(tokens: ZhToken[], index: number): ZhBefore {
  const own = tokens[index]!;
  const before: ZhBefore = { negated: false, factor: 1, excess: false, graded: false, start: own.start };
  let edge = own.start;
  for (let i = index - 1; i >= 0; i--) {
    const token = tokens[i]!;
    if (edge - token.end > 0 || own.start - token.start > REACH_UNITS) break;
    const { value } = token;
    if (value.kind === 'not') {
      before.negated = !before.negated;
      before.start = token.start;
    } else if (value.kind === 'degree') {
      before.factor *= value.factor;
      before.excess ||= value.excess;
      before.graded = true;
      before.start = token.start;
    } else if (value.kind !== 'filler') break;
    edge = token.start;
  }
  return before;
}

/** Looks and price of these are theirs: a pretty box is praise of the packing. */
const OF_SERVICE = new Set<Aspect>(['packaging', 'service']);

const LIKENESS = /图|实物|照片|相差|出入|差别|差距/;

function opposite(polarity: Polarity): Polarity {
  if (polarity === 'neutral') return 'negative';
  return polarity === 'positive' ? 'negative' : 'positive';
}

function targetOf(state: ClauseState, index: number, attitude: boolean): ZhTarget | null {
  if (state.pending >= 0) {
    const chain = targetChain(state.tokens, state.pending, state.text);
    state.pending = -1;
    if (chain !== null) {
      state.last = chain;
      return chain;
    }
  }
  const after = targetAfter(state.tokens, index, state.text);
  if (after !== null) return after;
  if (attitude) return null;
  const own = state.tokens[index]!;
  const previous = state.found.at(-1);
  if (state.last !== null && previous !== undefined && own.start - previous.end <= 2) return state.last;
  const carried = state.carried;
  state.carried = null;
  return state.found.length === 0 ? carried : null;
}

function emit(
  state: ClauseState,
  index: number,
  before: ZhBefore,
  aspects: Aspect[],
  polarity: Polarity,
  target: ZhTarget | null,
): void {
  const token = state.tokens[index]!;
  const turned = before.negated ? opposite(polarity) : polarity;
  const sign = turned === 'positive' ? 1 : turned === 'negative' ? -1 : 0;
  for (const aspect of aspects) {
    state.found.push({
      aspect,
      polarity: turned,
      start: before.start,
      end: token.end,
      strength: sign * before.factor,
      target: target === null ? null : { start: target.start, end: target.end },
    });
  }
}

function compared(state: ClauseState, before: ZhBefore): ZhBefore {
  const start = fallsShort(state, before);
  return start < 0 ? before : { ...before, negated: true, start };
}

function readPolar(state: ClauseState, index: number): void {
  const token = state.tokens[index]!;
  if (token.value.kind !== 'polar' || isDegreeHere(state, index)) return;
  if (isComplement(state, index) || isMerelyCan(state, index) || isInsideWord(state, index)) return;
  if (isSaidTwice(state, index)) return;
  const before = compared(state, lookBack(state.tokens, index));
  const { aspect, attitude, polarity } = token.value;
  if (aspect !== null && isOfOther(state, index, before)) return;
  if (isQuotedWord(state, index) || (!attitude && isKindOf(state, index, before))) return;
  const target = targetOf(state, index, attitude || aspect !== null);
  if (aspect !== null) {
    const alike = aspect === 'style_look' && LIKENESS.test(state.text.slice(token.start, token.end));
    const named = (target?.aspects ?? []).filter(
      (one) =>
        (alike && one !== 'overall') ||
        ((aspect === 'style_look' || aspect === 'service') && OF_SERVICE.has(one)),
    );
    emit(state, index, before, named.length > 0 ? named : [aspect], polarity, target);
    if (token.end - token.start > 3 && state.text.startsWith('物美', token.start)) {
      emit(state, index, before, ['quality'], polarity, target);
    }
    return;
  }
  emit(state, index, before, target?.aspects ?? ['overall'], polarity, target);
}

function readFault(state: ClauseState, index: number): void {
  const token = state.tokens[index]!;
  if (token.value.kind !== 'fault') return;
  const before = lookBack(state.tokens, index);
  if (isKindOf(state, index, before)) return;
  const target = targetOf(state, index, true);
  emit(state, index, before, [token.value.aspect], 'negative', target);
}

/** 色差太大, 掉色严重: the fault has been told already. */
const MEASURES = new Set(['大', '重', '多', '厉害', '严重', '高']);
const CHANGED = /^(?:了|的要命|得要命|的要死|得要死|的不行|得不行|死了|一号|一码|两码|半码|点)/;
const PICTURE = /图|照片|描述|介绍|网上|实物/;

function readBentWord(state: ClauseState, index: number): void {
  const token = state.tokens[index]!;
  if (token.value.kind !== 'bent' || isComplement(state, index) || isInsideWord(state, index)) return;
  const previous = state.found.at(-1);
  if (previous?.polarity === 'negative' && MEASURES.has(token.value.sense) && token.start - previous.end <= 2)
    return;
  const before = lookBack(state.tokens, index);
  const chain = state.pending >= 0 ? targetChain(state.tokens, state.pending, state.text) : null;
  const target = chain ?? state.last ?? state.carried;
  const after = state.text.slice(token.end, token.end + 3);
  const clause = state.text.slice(state.tokens[0]!.start, token.start);
  const sense = readBent({
    word: token.value.sense,
    aspects: target?.aspects ?? [],
    excess: before.excess,
    graded: before.graded || CHANGED.test(after) || before.negated,
    valueForMoney: target !== null && state.text.slice(target.start, target.end).startsWith('性价'),
    picture:
      PICTURE.test(clause) || PICTURE.test(state.text.slice(Math.max(0, token.start - 12), token.start)),
  });
  if (sense === null) return;
  if (chain !== null) {
    state.pending = -1;
    state.last = chain;
  }
  emit(state, index, before, [sense.aspect], sense.polarity, target);
}

function readClause(state: ClauseState): void {
  state.tokens.forEach((token, index) => {
    const { kind } = token.value;
    if (kind === 'target') state.pending = index;
    else if (kind === 'unreal') state.unreal = true;
    if (state.unreal) return;
    if (kind === 'polar') readPolar(state, index);
    else if (kind === 'fault') readFault(state, index);
    else if (kind === 'bent') readBentWord(state, index);
  });
}

/** Units that may follow a name a clause leaves unjudged: 面料呢，面料方面，. More tells something of it already. */
const MAX_AFTER_CARRIED = 2;

/** Names a clause leaves unjudged are carried to the next one: 面料，很舒服. */
function carriedFrom(state: ClauseState): ZhTarget | null {
  if (state.pending < 0 || state.found.length > 0) return null;
  if (state.end - state.tokens[state.pending]!.end > MAX_AFTER_CARRIED) return null;
  return targetChain(state.tokens, state.pending, state.text);
}

/**
 * Opinions of a Chinese text by lexicon: each evaluation with its negation and degree, given to the names beside it
 * (rules after Hu & Liu 2004 and Taboada et al. 2011, lexicon of our own). Linear in the text's length.
 */
export function findZhOpinions(text: string, clauses: { start: number; end: number }[]): FoundOpinion[] {
  const all: FoundOpinion[] = [];
  let carried: ZhTarget | null = null;
  for (const clause of clauses) {
    const state: ClauseState = {
      text,
      tokens: tokenise(text, clause.start, clause.end),
      start: clause.start,
      end: clause.end,
      pending: -1,
      last: null,
      carried,
      unreal: false,
      found: [],
    };
    readClause(state);
    carried = carriedFrom(state);
    for (const opinion of state.found) all.push(opinion);
  }
  return all;
}
