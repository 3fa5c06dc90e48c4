import type { ZhToken } from './zh-targets.ts';

/** A clause of a text with the lexicon's words in it. */
export interface ZhPlace {
  text: string;
  tokens: ZhToken[];
  start: number;
  end: number;
  /** Index of the last target not yet claimed, or -1. */
  pending: number;
}

/** What stands before an evaluation: negation and degree. */
export interface ZhBefore {
  negated: boolean;
  factor: number;
  excess: boolean;
  graded: boolean;
  start: number;
}

const isLatin = (unit: number): boolean => (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122);

/** "ok" in "look" is no word. */
export function cutsLatin(text: string, { start, end }: ZhToken): boolean {
  const opens = isLatin(text.charCodeAt(start)) && isLatin(text.charCodeAt(start - 1));
  return opens || (isLatin(text.charCodeAt(end - 1)) && isLatin(text.charCodeAt(end)));
}

/** 好快, 老好看: a character that praises by itself is a degree when an evaluation follows at once. */
export function isDegreeHere(place: ZhPlace, index: number): boolean {
  const token = place.tokens[index]!;
  const next = place.tokens[index + 1];
  if (token.end - token.start !== 1 || next === undefined || next.start !== token.end) return false;
  const isGood = place.text[token.start] === '好';
  return isGood && ['polar', 'bent', 'fault', 'degree'].includes(next.value.kind);
}

/** 温柔的美, 美的化身: the quality itself is spoken of. */
const NOUNS = /^的美$/;

/** 没接好, 做好了: a single character behind a verb we do not know is its complement, no evaluation. */
export function isComplement(place: ZhPlace, index: number): boolean {
  const token = place.tokens[index]!;
  if (token.end - token.start > 1 || token.start === place.start) return false;
  if (NOUNS.test(place.text.slice(token.start - 1, token.end))) return true;
  const before = place.tokens[index - 1];
  if (before !== undefined && before.end === token.start) return false;
  const unit = place.text.charCodeAt(token.start - 1);
  return unit >= 0x3400 && unit <= 0x9fff;
}

const HAN = /[\u3400-\u9fff]/;
/** What may follow an evaluation of one character: particles, complements, counts, words that begin a clause. */
const AFTER_SINGLE =
  /[的了吧啊哦呀呢吗哈啦嘛呦哟哒滴得地也都又还就这那一二两三四五六七八九十百半几点些个件条双套次儿死极爆惨起来下多少码号段买穿给和与跟但可不过所因而且再比对用去我你他她它有没在是到很非超真挺更最要会能想让被把才只]/;

/** 香云纱, 满大街: a character that praises by itself, inside a word we do not know, praises nothing. */
export function isInsideWord(place: ZhPlace, index: number): boolean {
  const token = place.tokens[index]!;
  const after = place.text[token.end] ?? '';
  if (token.end - token.start > 1 || token.end >= place.end || !HAN.test(after)) return false;
  return place.tokens[index + 1]?.start !== token.end && !AFTER_SINGLE.test(after);
}

/** 时尚博主, 经典卡其色, 褪色丹宁: what kind of thing it is, said before a noun without 的, degree or name. */
export function isKindOf(place: ZhPlace, index: number, before: ZhBefore): boolean {
  const token = place.tokens[index]!;
  if (token.end - token.start < 2 || before.graded || before.negated || place.pending >= 0) return false;
  const next = place.tokens[index + 1];
  if (token.end >= place.end) return false;
  if (next?.start === token.end) return next.value.kind === 'target' && next.value.role === 'product';
  const after = place.text[token.end] ?? '';
  return (HAN.test(after) && !AFTER_SINGLE.test(after)) || isLatin(after.charCodeAt(0));
}

/** 皱巴巴的车票, 老旧的收音机: a state of something the lexicon does not know, nothing worn. */
export function isOfOther(place: ZhPlace, index: number, before: ZhBefore): boolean {
  const token = place.tokens[index]!;
  if (token.value.kind !== 'polar' || token.value.polarity !== 'negative' || before.negated) return false;
  const of = place.text[token.end] === '的' ? token.end + 1 : token.end;
  if (of === token.end && place.text[token.end - 1] !== '的') return false;
  if (of >= place.end || place.pending >= 0) return false;
  return HAN.test(place.text[of] ?? '') && !place.tokens.some(({ start }) => start === of);
}

/** 便宜是便宜, 土不土: said twice, and judged once or asked. */
export function isSaidTwice(place: ZhPlace, index: number): boolean {
  const { start, end } = place.tokens[index]!;
  const word = place.text.slice(start, end);
  if (place.text[start - 1] === '不' && place.text[start - 2 - word.length] === '不') return false;
  const turn = place.text[end];
  const asked = place.text.slice(Math.max(0, start - word.length - 1), start);
  if (asked === `${word}不`) return true;
  const turns = turn === '是' || (turn === '不' && place.text[start - 1] !== '不');
  return turns && place.text.startsWith(word, end + 1);
}

const NOT_AS = /没有?[\u3400-\u9fff]{1,4}(?:穿得|穿的|那么|这么)$/;
const NOT_AS_UNITS = 9;

/** 没有模特穿得好看: what falls short of another. The start of the comparison, or -1. */
export function fallsShort(place: ZhPlace, before: ZhBefore): number {
  const from = Math.max(place.start, before.start - NOT_AS_UNITS);
  const found = NOT_AS.exec(place.text.slice(from, before.start));
  return found === null || before.negated ? -1 : from + found.index;
}

const QUOTES = /["“‘「『][^"”’」』]{0,2}$/;

/** 真是“惊喜”: praise between quotation marks is meant the other way round, or is not the writer's. */
export function isQuotedWord(place: ZhPlace, index: number): boolean {
  const token = place.tokens[index]!;
  if (!/["”’」』]/.test(place.text[token.end] ?? '')) return false;
  return QUOTES.test(place.text.slice(Math.max(0, token.start - 3), token.start));
}

/** 可以 evaluates at the end of a clause or beside a name; before a verb it is "can". */
export function isMerelyCan(place: ZhPlace, index: number): boolean {
  const token = place.tokens[index]!;
  const word = place.text.slice(token.start, token.end);
  if (word === '适合') return /[\d零]/.test(place.text[token.end] ?? '');
  if (word !== '可以') return false;
  return !/^(?:的|了|吧|啊|哦|哈|呀|啦|$|\s)/.test(
    place.text.slice(token.end, Math.min(place.end, token.end + 1)),
  );
}
