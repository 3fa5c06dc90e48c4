import type { Random } from '../../core/random.ts';
import type { Facet, Language } from '../../core/words.ts';
import { WORDINGS, type Wording } from '../story/concepts.ts';
import { pick } from './pools.ts';

/** A piece of text that names one or more concepts, and the facet whose sentences suit it. */
export interface Phrase {
  facet: Facet;
  text: string;
}

/** Chance that a colour, fabric, pattern, cut or detail is said of a garment of the same text. */
const JOIN_CHANCE = 0.6;
const ALWAYS_PLURAL = /(?:jeans|trousers|pants|flats|boots|loafers|Janes)$/;

export function pluralOf(garment: string): string {
  if (ALWAYS_PLURAL.test(garment)) return garment;
  return garment.endsWith('ss') ? `${garment}es` : `${garment}s`;
}

/** Shoes, bags and hats are made of little else, and have no cut to speak of. */
const SMALL_THINGS = /(?:flats|boots|loafers|janes|tote|hat)$/;
const FOR_SMALL_THINGS = new Set(['fabric:suede', 'fabric:satin', 'fabric:denim', 'fabric:velvet']);

/** Whether a fabric, cut or detail can be said of a garment; a denim jacket is of denim already. */
function suits(garment: string, modifier: Wording): boolean {
  if (garment === 'garment:denim-jacket' || garment === 'garment:leather-jacket')
    return modifier.facet !== 'fabric';
  if (!SMALL_THINGS.test(garment)) return !(garment.endsWith('jeans') && modifier.facet === 'fabric');
  if (modifier.facet === 'fabric') return FOR_SMALL_THINGS.has(modifier.concept);
  return (
    modifier.facet !== 'silhouette' && (modifier.facet !== 'detail' || modifier.concept === 'detail:bow')
  );
}

/** A pattern said of a garment: "striped", not "stripes". */
const AS_MODIFIER: Record<string, string> = { stripes: 'striped', embroidery: 'embroidered' };
const asModifier = (words: string): string => AS_MODIFIER[words] ?? words;

const isPlural = (garment: string): boolean => ALWAYS_PLURAL.test(garment);

interface Modifiers {
  color?: string;
  pattern?: string;
  fabric?: string;
  silhouette?: string;
  detail?: string;
}

const JOINABLE = ['color', 'pattern', 'fabric', 'silhouette', 'detail'] as const;

/** "a butter yellow linen trench coat with bow details", or its Chinese form. `number` counts only in English. */
function garmentPhrase(
  garment: string,
  with_: Modifiers,
  language: Language,
  number: 'one' | 'many',
): string {
  if (language === 'zh') {
    const detail = with_.detail === undefined ? '' : `带${with_.detail}的`;
    return `${detail}${with_.silhouette ?? ''}${with_.color ?? ''}${with_.pattern ?? ''}${with_.fabric ?? ''}${garment}`;
  }
  const noun = number === 'many' ? pluralOf(garment) : garment;
  const words = [with_.silhouette, with_.color, with_.pattern, with_.fabric, noun].filter(Boolean).join(' ');
  const detail = with_.detail === undefined ? '' : ` with ${with_.detail} details`;
  if (number === 'many') return `${words}${detail}`;
  const article = isPlural(garment) ? '' : /^[aeiou]/i.test(words) ? 'an ' : 'a ';
  return `${article}${words}${detail}`;
}

/** The words of one concept; patterns read as nouns when they stand alone. */
function wordsOf(wording: Wording, language: Language, random: Random): string {
  return pick(language === 'zh' ? wording.zh : wording.en, random);
}

/** Groups a text's concepts into phrases, each concept named once. */
export function phrasesOf(
  concepts: readonly string[],
  language: Language,
  number: 'one' | 'many',
  random: Random,
): Phrase[] {
  const wordings = concepts.map((id) => WORDINGS.get(id)).filter((wording) => wording !== undefined);
  const garments = wordings
    .filter((wording) => wording.facet === 'garment')
    .map((wording) => ({ wording, with_: {} as Modifiers }));
  const alone: Wording[] = [];
  for (const wording of wordings) {
    if (wording.facet === 'garment') continue;
    const slot = JOINABLE.find((facet) => facet === wording.facet);
    const host =
      slot === undefined
        ? undefined
        : garments.find((it) => it.with_[slot] === undefined && suits(it.wording.concept, wording));
    if (slot !== undefined && host !== undefined && random() < JOIN_CHANCE) {
      host.with_[slot] = asModifier(wordsOf(wording, language, random));
    } else alone.push(wording);
  }
  return [
    ...garments.map(({ wording, with_ }): Phrase => ({
      facet: 'garment',
      text: garmentPhrase(wordsOf(wording, language, random), with_, language, number),
    })),
    ...alone.map((wording): Phrase => ({ facet: wording.facet, text: wordsOf(wording, language, random) })),
  ];
}

/** Everything in one noun phrase, for a product's name. */
export function productPhrase(
  concepts: readonly string[],
  language: Language,
  plainGarment: string,
  random: Random,
): { name: string; rest: Phrase[] } {
  const wordings = concepts.map((id) => WORDINGS.get(id)).filter((wording) => wording !== undefined);
  const garment = wordings.find((wording) => wording.facet === 'garment');
  const with_: Modifiers = {};
  const rest: Phrase[] = [];
  for (const wording of wordings) {
    if (wording === garment) continue;
    const slot = JOINABLE.find((facet) => facet === wording.facet);
    const words = wordsOf(wording, language, random);
    const fits = garment === undefined || suits(garment.concept, wording);
    if (slot !== undefined && fits && with_[slot] === undefined) with_[slot] = asModifier(words);
    else rest.push({ facet: wording.facet, text: words });
  }
  const noun = garment === undefined ? plainGarment : wordsOf(garment, language, random);
  return { name: garmentPhrase(noun, with_, language, 'one').replace(/^an? /, ''), rest };
}
