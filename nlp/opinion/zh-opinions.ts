import type { Aspect, Polarity } from '../../core/words.ts';
import type { FoundOpinion } from './opinion-types.ts';
import { targetAfter, targetChain, type ZhTarget, type ZhToken } from './zh-targets.ts';
import { readBent } from './zh-bent.ts';
import { buildZhWords } from './zh-words.ts';

const words = buildZhWords();
const REACH_UNITS = 14;

interface Before {
  negated: boolean;
  factor: number;
  excess: boolean;
  graded: boolean;
  start: number;
}

interface ClauseState {
  text: string;
  tokens: ZhToken[];
  start: number;
  end: number;
  /** Index of the last target not yet claimed, or -1. */
  pending: number;
  last: ZhTarget | null;
  carried: ZhTarget | null;
  unreal: boolean;
  found: FoundOpinion[];
}

function tokenise(text: string, start: number, end: number): ZhToken[] {
  const tokens: ZhToken[] = [];
  for (let at = start; at < end;) {
    const hit = words.longestAt(text, at, end);
    if (hit === null) {
      at += 1;
      continue;
    }
    tokens.push(hit);
    at = hit.end;
  }
  return tokens;
}

/** Negation and degree in front of an evaluation, over fillers; a gap of foreign characters ends the look back. */
function lookBack(tokens: ZhToken[], index: number): Before {
  const own = tokens[index]!;
  const before: Before = { negated: false, factor: 1, excess: false, graded: false, start: own.start };
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

/** 好快, 老好看: a character that praises by itself is a degree when an evaluation follows at once. */
function isDegreeHere(state: ClauseState, index: number): boolean {
  const token = state.tokens[index]!;
  const next = state.tokens[index + 1];
  if (token.end - token.start !== 1 || next === undefined || next.start !== token.end) return false;
  const isGood = state.text[token.start] === '好';
  return isGood && ['polar', 'bent', 'fault', 'degree'].includes(next.value.kind);
}

/** 没接好, 做好了: a single character behind a verb we do not know is its complement, no evaluation. */
function isComplement(state: ClauseState, index: number): boolean {
  const token = state.tokens[index]!;
  if (token.end - token.start > 1 || token.start === state.start) return false;
  const before = state.tokens[index - 1];
  if (before !== undefined && before.end === token.start) return false;
  const unit = state.text.charCodeAt(token.start - 1);
  return unit >= 0x3400 && unit <= 0x9fff;
}

const LIKENESS = /图|实物|照片|相差|出入|差别|差距/;

/** 可以 evaluates at the end of a clause or beside a name; before a verb it is "can". */
function isMerelyCan(state: ClauseState, index: number): boolean {
  const token = state.tokens[index]!;
  if (state.text.slice(token.start, token.end) !== '可以') return false;
  return !/^(?:的|了|吧|啊|哦|哈|呀|啦|$|\s)/.test(
    state.text.slice(token.end, Math.min(state.end, token.end + 1)),
  );
}

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
  before: Before,
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

function readPolar(state: ClauseState, index: number): void {
  const token = state.tokens[index]!;
  if (token.value.kind !== 'polar' || isDegreeHere(state, index)) return;
  if (isComplement(state, index) || isMerelyCan(state, index)) return;
  const before = lookBack(state.tokens, index);
  const { aspect, attitude, polarity } = token.value;
  const target = targetOf(state, index, attitude || aspect !== null);
  if (aspect !== null) {
    const alike = aspect === 'style_look' && LIKENESS.test(state.text.slice(token.start, token.end));
    const named = alike ? (target?.aspects ?? []).filter((one) => one !== 'overall') : [];
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
  const target = targetOf(state, index, true);
  emit(state, index, before, [token.value.aspect], 'negative', target);
}

/** 色差太大, 掉色严重: the fault has been told already. */
const MEASURES = new Set(['大', '重', '多', '厉害', '严重', '高']);
const CHANGED = /^(?:了|的要命|得要命|的要死|得要死|的不行|得不行|死了|一号|一码|两码|半码|点)/;
const PICTURE = /图|照片|描述|介绍|网上|实物/;

function readBentWord(state: ClauseState, index: number): void {
  const token = state.tokens[index]!;
  if (token.value.kind !== 'bent' || isComplement(state, index)) return;
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

/** Names a clause leaves unjudged are carried to the next one: 面料，很舒服. */
function carriedFrom(state: ClauseState): ZhTarget | null {
  if (state.pending < 0 || state.found.length > 0) return null;
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
