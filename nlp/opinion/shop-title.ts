import type { Language } from '../../core/words.ts';

const MIN_UNITS = 12;
const MAX_UNITS = 160;
/** A sentence has its stops; 【】 at the head of a title says who sells. */
const ZH_STOP = /[，。！？；~～…、,!?;]/;
/** Words that sentences are made with and titles are not. */
const ZH_SENTENCE = /[了吗呢吧啊呀很太没我你您他她它这那也都就还会给把被]|不|有点|觉得|收到/;
const ZH_SOLD = /[男女童]|新款|[春夏秋冬]|款|装|适用|\d{4}/;
const ZH_LONG_RUN = /[\u3400-\u9fff]{9}/;

const EN_SENTENCE =
  /\b(?:i|my|me|we|our|you|it|its|is|was|are|were|am|very|so|but|not|this|these|they|them|would|will|love|loved|than|too|recommend|bought|ordered)\b|[!?]|\.(?:\s|$)/i;
const EN_MIN_WORDS = 6;
/** Share of the longer words that begin with a capital or a digit. */
const EN_CAPITALS = 0.85;

function isZhTitle(text: string): boolean {
  const bare = text.replace(/【[^】]*】/g, '');
  return !ZH_STOP.test(bare) && !ZH_SENTENCE.test(bare) && ZH_LONG_RUN.test(bare) && ZH_SOLD.test(bare);
}

function isEnTitle(text: string): boolean {
  if (EN_SENTENCE.test(text)) return false;
  const words = text.split(/[\s/]+/).filter((word) => /^\w/.test(word));
  if (words.length < EN_MIN_WORDS) return false;
  const longer = words.filter((word) => word.length > 3 && !/^(?:with|from|for|and)$/.test(word));
  const capital = longer.filter((word) => /^[A-Z0-9]/.test(word));
  return longer.length > 0 && capital.length >= EN_CAPITALS * longer.length;
}

/** Whether a text is what a shop calls a thing: 收腰 and "slim fit" in it name a make, nobody has judged it yet. */
export function isShopTitle(text: string, language: Language): boolean {
  if (text.length < MIN_UNITS || text.length > MAX_UNITS || text.includes('\n')) return false;
  return language === 'zh' ? isZhTitle(text) : isEnTitle(text);
}
