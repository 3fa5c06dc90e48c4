import { isOutOfScope } from './zh-scope.ts';

const EN_LOOK_BACK = 60;
const MAX_FILLERS = 5;

const words = (list: string): Set<string> => new Set(list.split(' '));
const EN_NEGATIONS = words(
  'not no non never without cannot neither nor lack lacks lacked lacking zero hardly barely unlike nothing avoid avoids avoided avoiding minus',
);
const EN_PHRASES = words('instead+of rather+than free+of devoid+of anything+but no+longer');
const EN_FILLERS = words(
  'too very a an any so really overly quite that the exactly your typical usual much super particularly necessarily ' +
    'wearing wear into be been have has having of my those these single trace hint even to need want buy like love ' +
    'one another ordinary standard all as enough at actually remotely sort kind is are it old other previous last',
);
/** "Better than polyester": what comes after is compared with, not said of the thing. "More than a dress" is none. */
const COMPARATIVE =
  /^(?:better|worse|(?!other|rather|after|under|over|never|ever|whether|either|neither)[a-z]{2,}er)$/;
const EN_LINK = /^(?:, | or | nor | and |, or |, nor | or any | nor any )$/;

/** Text around a mention, folded: the unit before is the last of `before`. */
export interface Neighbourhood {
  before: string;
  after: string;
  /** Text between this mention and the last one, null when there is none near. */
  between: string | null;
  previousNegated: boolean;
  /** Whether the last mention is of the same facet: only then does a list carry the negation on. */
  sameFacet: boolean;
}

/**
 * Whether a mention stands in the scope of a negation: a negation word directly before it but for words of degree
 * (after NegEx, Chapman et al. 2001, with shorter scope), what something is better than, one that runs on through a list, or 都没有 after it.
 */
export function isNegated(near: Neighbourhood, han: boolean): boolean {
  if (han) return isOutOfScope(near.before, near.after, near.between, near.previousNegated);
  if (near.previousNegated && near.between !== null && EN_LINK.test(near.between)) return true;
  return negatedByWords(near.before.slice(-EN_LOOK_BACK)) || near.after.startsWith(' free ');
}

/** Walks back over fillers, word by word, to a negation; any other word ends the search. */
function negatedByWords(before: string): boolean {
  let end = before.length;
  let following = '';
  for (let fillers = 0; fillers <= MAX_FILLERS; fillers += 1) {
    while (end > 0 && before[end - 1] === ' ') end -= 1;
    let start = end;
    while (start > 0 && isWordUnit(before.charCodeAt(start - 1))) start -= 1;
    if (start === end) return false;
    const word = before.slice(start, end);
    if (EN_NEGATIONS.has(word) || word.endsWith("n't")) return true;
    if (EN_PHRASES.has(`${word}+${following}`)) return true;
    if (following === 'than' && (COMPARATIVE.test(word) || isGraded(before.slice(0, start)))) return true;
    const opens = word === 'than' || word === 'but' || word === 'longer';
    if (!EN_FILLERS.has(word) && !opens) return false;
    following = word;
    end = start;
  }
  return false;
}

/** "More comfortable than": the word before the adjective. */
function isGraded(before: string): boolean {
  return /(?:^|[^a-z])(?:more|less) $/.test(before.slice(-6));
}

function isWordUnit(unit: number): boolean {
  return (unit >= 97 && unit <= 122) || unit === 39;
}
