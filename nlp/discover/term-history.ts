/** A term's or concept's counts by period, sparse; only the last two years are kept. */
export interface History {
  firstSeen: string;
  /** Pairs of period number and documents, in order. */
  counts: [number, number][];
  total: number;
  /** Sum over its places of what stood beside them (DressContext), and the number of places. */
  context: number;
  places: number;
}

/** What a period saw of a term. */
interface SeenTerm {
  documents: number;
  firstDay: string;
  context: number;
  places: number;
}

const MOST_RISE = 3;
const KEPT_PERIODS = 2.2;

/** What a season is in periods of either grain. */
export interface Calendar {
  /** Periods in a year. */
  year: number;
  /** Periods to either side that count as the same season. */
  seasonReach: number;
  /** How many periods are counted together, the running one with them. */
  windows: number[];
}

export const CALENDARS: Record<'week' | 'day', Calendar> = {
  week: { year: 52, seasonReach: 3, windows: [2, 8] },
  day: { year: 365, seasonReach: 14, windows: [2, 14, 56] },
};

export class TermHistory {
  private readonly terms = new Map<string, History>();
  /** Documents of each period so far. */
  private readonly documents: number[] = [];
  private readonly dressed: number[] = [];
  private readonly calendar: Calendar;
  private readonly limit: number;

  constructor(calendar: Calendar, limit: number) {
    this.calendar = calendar;
    this.limit = limit;
  }

  get periods(): number {
    return this.documents.length;
  }

  /** How many periods to count together: a long window needs history before it. */
  get windows(): number[] {
    return this.calendar.windows.filter((window) => window <= 2 || this.periods >= 1.5 * window);
  }

  of(term: string): History | undefined {
    return this.terms.get(term);
  }

  /** Ends a period: its documents, and the terms seen with their document counts and first days. */
  close(documents: number, dressed: number, seen: Iterable<[string, SeenTerm]>): void {
    const period = this.documents.length;
    this.documents.push(documents);
    this.dressed.push(dressed);
    for (const [term, { documents: count, firstDay, context, places }] of seen) {
      const history = this.terms.get(term);
      if (history === undefined) {
        this.terms.set(term, {
          firstSeen: firstDay,
          counts: [[period, count]],
          total: count,
          context,
          places,
        });
        continue;
      }
      history.counts.push([period, count]);
      history.total += count;
      history.context += context;
      history.places += places;
      if (history.counts.length > this.calendar.year * KEPT_PERIODS) history.counts.shift();
    }
    if (this.terms.size > this.limit) this.forget(period);
  }

  /** Rare and long unseen terms go first, so memory stays bounded; they would count as new again. */
  private forget(period: number): void {
    for (let keep = this.calendar.year; this.terms.size > this.limit * 0.8 && keep >= 1; keep /= 2) {
      for (const [term, history] of this.terms) {
        const last = history.counts.at(-1)?.[0] ?? 0;
        if (history.total < this.calendar.year / keep + 1 && period - last > keep / 2)
          this.terms.delete(term);
      }
    }
  }

  private rate(history: History | undefined, from: number, to: number, extra: number): number {
    let documents = 0;
    for (let p = Math.max(0, from); p < Math.min(to, this.documents.length); p++)
      documents += this.documents[p]!;
    if (documents === 0) return 0;
    let count = 0;
    for (const [period, value] of history?.counts ?? []) if (period >= from && period < to) count += value;
    return (count + extra) / documents;
  }

  /** Documents in the last `periods` closed periods. */
  recent(term: string, periods: number): number {
    const from = this.documents.length - periods;
    let count = 0;
    for (const [period, value] of this.terms.get(term)?.counts ?? []) if (period >= from) count += value;
    return count;
  }

  recentDocuments(periods: number): number {
    return this.documents.slice(Math.max(0, this.documents.length - periods)).reduce((a, b) => a + b, 0);
  }

  /**
   * Expected share of documents from the past year, or from the same season a year ago where that was higher.
   * The last `window` closed periods are left out. Half a document is added, so that the unseen is not impossible.
   */
  expectedShare(term: string, window: number): number {
    const history = this.terms.get(term);
    const end = this.documents.length - window;
    const year = this.rate(history, end - this.calendar.year, end, 0.5);
    const { seasonReach, year: length } = this.calendar;
    const season = this.rate(history, end - length - seasonReach, end - length + seasonReach + window + 1, 0);
    const recent = this.rate(history, end - Math.round(length / 6), end, 0);
    return Math.max(year, season, recent * 0.7);
  }

  /**
   * How much more of all talk is about dress in the window than in the year before it, from 1 up: in the weeks of red
   * carpets every garment is said more often, and none of them stands out by that. Its root, since a burst also makes the talk.
   */
  dressRise(window: number, dressedNow: number, documentsNow: number): number {
    const end = this.documents.length - window;
    const year = Math.max(0, end - this.calendar.year);
    const sum = (values: number[], from: number, to?: number): number =>
      values.slice(from, to).reduce((a, b) => a + b, 0);
    const before = (sum(this.dressed, year, end) + 1) / (sum(this.documents, year, end) + 1);
    const now = (sum(this.dressed, end) + dressedNow) / (sum(this.documents, end) + documentsNow);
    return Math.sqrt(Math.min(MOST_RISE, Math.max(1, now / before)));
  }
}
