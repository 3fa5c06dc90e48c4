import { AppError } from '../../core/errors.ts';
import type { Taxonomy } from '../taxonomy/load-taxonomy.ts';
import { createMatcher } from '../match/matcher.ts';
import type { Segmenter } from '../segment/segmenter.ts';
import type { DiscoverDocument, DiscoveredPeriod, Discoverer, SuggestedTerm } from './discover-types.ts';
import { mergeVariants } from './merge-variants.ts';
import { PeriodCounts } from './period-counts.ts';
import { dayOfDate, periodOf, type Period } from './period.ts';
import { RecentTallies } from './recent-tallies.ts';
import { suggestPlace } from './suggest.ts';
import { printedTerm, type Tally } from './tally.ts';
import { CALENDARS, TermHistory } from './term-history.ts';
import { weighConcept, weighTerm, type Weighed } from './weigh-term.ts';

export interface DiscovererOptions {
  taxonomy: Taxonomy;
  segmenter: Segmenter;
  grain: 'week' | 'day';
  /** Terms printed a period at most. */
  top: number;
  /** Periods that end before this day are not printed; they only warm up the history. */
  from?: string;
}

/** With fewer closed periods than `young` everything would look new; until `warm` only what is new beyond doubt is said. */
const WARM_UP = { week: { young: 2, warm: 6 }, day: { young: 7, warm: 28 } };
const MAX_HISTORY = 300_000;

class StreamDiscoverer implements Discoverer {
  private readonly options: DiscovererOptions;
  private readonly counts: PeriodCounts;
  private readonly history: TermHistory;
  private readonly recent: RecentTallies;
  private period: Period | null = null;
  private lastDay = '';
  /** Concepts that have narrower ones. */
  private readonly broad: Set<string>;

  constructor(options: DiscovererOptions) {
    this.options = options;
    this.counts = new PeriodCounts(createMatcher(options.taxonomy, options.segmenter));
    this.broad = new Set(
      options.taxonomy.concepts.flatMap(({ parent }) => (parent === null ? [] : [parent])),
    );
    const calendar = CALENDARS[options.grain];
    this.history = new TermHistory(calendar, MAX_HISTORY);
    this.recent = new RecentTallies(Math.max(...calendar.windows));
  }

  add(document: DiscoverDocument): DiscoveredPeriod[] {
    const day = dayOfDate(document.date);
    if (day < this.lastDay) {
      throw new AppError('BAD_INPUT', `Texts must come in date order: ${day} follows ${this.lastDay}.`);
    }
    this.lastDay = day;
    const period = periodOf(day, this.options.grain);
    const ended = this.period !== null && period.from !== this.period.from ? this.close() : [];
    this.period = period;
    this.counts.add(document, day);
    return ended;
  }

  finish(): DiscoveredPeriod[] {
    const ended = this.close();
    this.period = null;
    return ended;
  }

  /** Weighs the period against what came before it, then adds it to the history. */
  private close(): DiscoveredPeriod[] {
    const { period } = this;
    if (period === null) return [];
    const { from, grain } = this.options;
    const { young, warm } = WARM_UP[grain];
    const { periods } = this.history;
    const wanted = from === undefined || period.to >= from.slice(0, 10);
    const terms = wanted && periods >= young ? this.pick(periods < warm) : [];
    const printed = { period: period.from, ...period, documents: this.counts.documents, terms };
    this.history.close(this.counts.documents, this.counts.dressed, this.seen());
    this.recent.absorb(this.history.periods, this.seen());
    this.counts.startPeriod();
    return wanted ? [printed] : [];
  }

  private *seen(): Generator<[string, Tally]> {
    for (const [key, tally] of this.counts.terms) yield [key, tally];
    for (const [key, tally] of this.counts.concepts) yield [key, tally];
  }

  private pick(young: boolean): SuggestedTerm[] {
    const weighed = [...(young ? [] : this.weighConcepts()), ...this.weighTerms(young)];
    return mergeVariants(weighed)
      .slice(0, this.options.top)
      .map((one) => this.toTerm(one));
  }

  private weighConcepts(): Weighed[] {
    const { history, counts } = this;
    const weighed: Weighed[] = [];
    for (const [key, tally] of counts.concepts) {
      const id = tally.concept ?? '';
      const facet = this.options.taxonomy.byId.get(id)?.facet ?? 'style';
      const before = this.recent.of(key);
      const about = { facet, broad: this.broad.has(id) };
      const one = weighConcept(tally, before, history, counts, about);
      if (one !== null) weighed.push(one);
    }
    return weighed;
  }

  private weighTerms(young: boolean): Weighed[] {
    const { history, counts } = this;
    const weighed: Weighed[] = [];
    for (const [key, tally] of counts.terms) {
      const before = this.recent.of(key);
      const one = weighTerm(tally, before, history, counts, { anywhere: counts.seenAnywhere(key), young });
      if (one !== null) weighed.push(one);
    }
    return weighed;
  }

  private toTerm({ tally, kind, score, baseline, firstSeen }: Weighed): SuggestedTerm {
    return {
      term: printedTerm(tally),
      language: tally.language,
      kind,
      score: Math.round(score * 100) / 100,
      count: tally.documents,
      baseline: Math.round(baseline * 1000) / 1000,
      firstSeen,
      concept: tally.concept,
      examples: tally.examples,
      suggestion: suggestPlace(tally, this.options.taxonomy.byId),
    };
  }
}

/**
 * New and bursting fashion terms of dated texts, period by period, using nothing dated later. New words: character runs
 * and word n-grams free at both edges (branching entropy) in texts about dress, before or upon the names of garments and
 * styles. Bursts: Poisson log-likelihood ratio against the past year and the same season. Bounded memory.
 */
export function createDiscoverer(options: DiscovererOptions): Discoverer {
  if (!Number.isInteger(options.top) || options.top < 1) {
    throw new AppError('BAD_INPUT', `--top takes a whole number from 1 up, not ${options.top}.`);
  }
  return new StreamDiscoverer(options);
}
