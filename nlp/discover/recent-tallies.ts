import { mergeNeighbours, type Tally } from './tally.ts';

const MAX_KEPT = 150_000;
/** What a period before counts beside the one after it. */
const FADE = 0.7;

/** What the last periods saw of each term, faded: rare terms show where they stand only over several periods. */
export class RecentTallies {
  private readonly kept = new Map<string, { tally: Tally; period: number }>();
  private readonly periods: number;

  /** Terms unseen for so many periods are forgotten. */
  constructor(periods: number) {
    this.periods = periods;
  }

  of(key: string): Tally | undefined {
    return this.kept.get(key)?.tally;
  }

  /** Takes the tallies of a closed period as its own; they change. */
  absorb(period: number, tallies: Iterable<[string, Tally]>): void {
    for (const [key, tally] of tallies) {
      const old = this.kept.get(key)?.tally;
      if (old !== undefined) {
        fadeInto(tally, old);
        this.kept.delete(key);
      }
      this.kept.set(key, { tally, period });
    }
    // The map is in order of last sight: those to forget come first.
    for (const [key, { period: last }] of this.kept) {
      if (period - last < this.periods && this.kept.size <= MAX_KEPT) break;
      this.kept.delete(key);
    }
  }
}

function fadeInto(tally: Tally, old: Tally): void {
  tally.documents += FADE * old.documents;
  tally.slots += FADE * old.slots;
  tally.context += FADE * old.context;
  tally.places += FADE * old.places;
  mergeNeighbours(tally, old);
}
