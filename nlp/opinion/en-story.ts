import type { Aspect } from '../../core/words.ts';
import type { EnClause } from './en-targets.ts';

const words = (list: string): Set<string> => new Set(list.split(' '));

/** Who writes of what they have or wear themselves, or speaks to a reader. */
const OWN = words('i me my mine we us our you your myself');
/** Names of garments and their parts that name much else in the news. */
const AMBIGUOUS = words(
  'pattern patterns look looks looked looking picture pictures photo photos image cost rate rates money value deal store staff weight support finish build battery chain metal suit band arms leg head shape cut match strap rise length width paint stones screws late',
);

const OTHERS = words('he she his her him hers said says');
/** What only somebody who has a thing says of it. */
const VERDICTS = words(
  'love loved loves happy pleased perfect excellent recommend recommended compliments pilling fading pills worth returning',
);
const WORN = new Set<Aspect | null>(['fabric_feel', 'size_fit', 'color_match']);
const LONG_UNITS = 80;

/** "My", and "I've" as much as "I". */
function isOwn(word: string): boolean {
  const mark = word.indexOf("'");
  return OWN.has(mark < 0 ? word : word.slice(0, mark));
}

/** Collects over the clauses of a text whether it says anything of clothes or of somebody's own things. */
export class StoryCheck {
  /** Once true the check has its answer. */
  ofDress = false;
  private others = false;

  add({ tokens, units }: EnClause): void {
    for (const { text } of tokens) {
      this.others ||= OTHERS.has(text);
      this.ofDress ||= isOwn(text) || VERDICTS.has(text);
    }
    this.ofDress ||= units.some(({ value, from }) => {
      if (value === null) return false;
      if (value.kind === 'target') return !AMBIGUOUS.has(tokens[from]!.text);
      return value.kind === 'polar' && WORN.has(value.aspect);
    });
  }

  /** "The coach said the gap was too wide": no clothes, no buyer, no opinion of either. */
  isStory(text: string): boolean {
    return !this.ofDress && (this.others || text.length > LONG_UNITS);
  }
}
