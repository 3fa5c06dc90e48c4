import type { EnClause } from './en-targets.ts';

const words = (list: string): Set<string> => new Set(list.split(' '));

/** Who writes of what they have or wear themselves, or speaks to a reader. */
const OWN = words('i me my mine we us our you your myself');
const OTHERS = words('he she his her him hers said says');

/** Collects over the clauses of a text whether it tells of others only and names nothing that is worn. */
export class StoryCheck {
  private own = false;
  private others = false;
  private dress = false;

  add({ tokens, units }: EnClause): void {
    for (const { text } of tokens) {
      this.own ||= OWN.has(text);
      this.others ||= OTHERS.has(text);
    }
    this.dress ||= units.some(({ value }) => value?.kind === 'target');
  }

  /** "The coach said the gap was too wide": no clothes, no buyer, no opinion of either. */
  isStory(): boolean {
    return this.others && !this.own && !this.dress;
  }
}
