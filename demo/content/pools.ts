import type { Random } from '../../core/random.ts';
import type { Facet } from '../../core/words.ts';

/** Sentences by what they speak of; `{x}` is the concept's words, other slots come from the slot tables. */
export type FacetPool = Record<Facet, string[]>;
export type Slots = Record<string, string[]>;

export function pick<T>(items: readonly T[], random: Random): T {
  return items[Math.floor(random() * items.length)] as T;
}

/** Fills `{slot}`s: `x` from the caller, the others by chance from the table. */
export function fill(template: string, slots: Slots, random: Random, x = ''): string {
  return template.replace(/\{(\w+)\}/g, (_whole, name: string) => {
    if (name === 'x') return x;
    const choices = slots[name];
    if (choices === undefined) throw new Error(`No slot {${name}} for: ${template}`);
    return pick(choices, random);
  });
}

/** First letter up, for English sentences. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Distinct picks, in the order drawn. */
export function pickSome<T>(items: readonly T[], count: number, random: Random): T[] {
  const left = [...items];
  const taken: T[] = [];
  while (taken.length < count && left.length > 0) {
    taken.push(left.splice(Math.floor(random() * left.length), 1)[0] as T);
  }
  return taken;
}
