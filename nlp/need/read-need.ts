import type { Audience, ItemElement, Need, NeedElement, NeedSeason } from '../../core/item-reader.ts';
import type { Match, Matcher } from '../match/matcher.ts';
import { readPriceRange } from './price-range.ts';

/** Longer wishes are read by their beginning. */
const LONGEST = 2_000;
/** Words of degree stand right before the element. */
const BEFORE_UNITS = 16;

const WEAK =
  /(?:有点儿?|有些|有一点|略微?|稍微?|微微|偏|些许|a (?:bit|little|touch)(?: of)?|slightly|somewhat|kind of|sort of|kinda|a hint of|mildly)\s*$/i;
const STRONG =
  /(?:很|非常|超级?|特别|极其?|十分|必须是?|一定要|得是|very|really|super|extremely|must be|has to be|definitely|absolutely)\s*$/i;
const WEAK_AFTER = /^(?:-?ish\b|一点|一些|一点点)/;
const WEAK_WEIGHT = 0.6;
const STRONG_WEIGHT = 1.3;

/** Words that name either of two garments. */
const AMBIGUOUS: [RegExp, string, string[]][] = [
  [/^(?:小|长|短|女)?裙(?:子|装)?$/, 'garment:skirt', ['garment:dress']],
];

const AUDIENCE: [RegExp, Audience][] = [
  [/童装|儿童|小孩|宝宝|女童|男童|\b(?:kids?|child(?:ren)?|toddlers?|bab(?:y|ies))\b/i, 'children'],
  [
    /女(?:士|生|装|款|性|朋友|友)|妈妈|老婆|\b(?:wom[ae]n'?s?|lad(?:y|ies)|girlfriend|wife|mum|mom)\b/i,
    'women',
  ],
  [/男(?:士|生|装|款|性|朋友|友)|爸爸|老公|\b(?:men'?s?|man'?s|boyfriend|husband|dad)\b/i, 'men'],
];
const SEASONS: [RegExp, NeedSeason][] = [
  [/春(?:天|季|装|款|日)|\bspring\b/i, 'spring'],
  [/夏(?:天|季|装|款|日)|\bsummer\b/i, 'summer'],
  [/秋(?:天|季|装|款|日)|\b(?:autumn|fall)\b/i, 'autumn'],
  [/冬(?:天|季|装|款|日)|\bwinter\b/i, 'winter'],
];

/** Elements of an item's own words, each place once. */
export function readElements(text: string, matcher: Matcher): ItemElement[] {
  return matcher.match(text).map((match) => elementOf(match, text));
}

/** A wish in either language as elements with their weight, what is not wanted, and bounds. */
export function readNeed(given: string, matcher: Matcher): Need {
  const text = given.slice(0, LONGEST);
  const elements = readElements(text, matcher);
  return {
    wanted: elements.filter(({ negated }) => !negated).map((element) => weigh(element, text)),
    avoided: elements.filter(({ negated }) => negated),
    price: readPriceRange(text),
    audience: firstOf(AUDIENCE, text),
    season: firstOf(SEASONS, text),
  };
}

function elementOf({ concept, start, end, negated }: Match, text: string): ItemElement {
  return { concept: concept.id, facet: concept.facet, surface: text.slice(start, end), start, end, negated };
}

function weigh(element: ItemElement, text: string): NeedElement {
  const before = text.slice(Math.max(0, element.start - BEFORE_UNITS), element.start);
  const weak = WEAK.test(before) || WEAK_AFTER.test(text.slice(element.end, element.end + 4));
  const weight = weak ? WEAK_WEIGHT : STRONG.test(before) ? STRONG_WEIGHT : 1;
  const meant = AMBIGUOUS.find(
    ([surface, concept]) => concept === element.concept && surface.test(element.surface),
  );
  return { ...element, weight, alternatives: meant?.[2] ?? [] };
}

function firstOf<T>(patterns: [RegExp, T][], text: string): T | null {
  return patterns.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}
