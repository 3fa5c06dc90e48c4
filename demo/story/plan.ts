import { addWeeks, dayStart } from '../../core/dates.ts';
import type { Random } from '../../core/random.ts';
import { DEMO_FIRST_WEEK, DEMO_NOW, DEMO_WEEKS } from '../clock.ts';
import { CHANNELS, documentsInWeek, type Channel } from './channels.ts';
import { CURVES } from './curves.ts';
import { BY_MARKET, newTermShare } from './stories.ts';

/** What a document will speak of, before it has words. */
export interface PlannedDocument {
  channel: Channel;
  /** Counts up within the channel. */
  number: number;
  week: number;
  publishedAt: Date;
  concepts: string[];
  newTerm: boolean;
  /** Has nothing to do with dress; may hold a false friend. */
  noise: boolean;
}

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** Documents of the running week: enough for "hours ago", too few to count as a week. */
const RUNNING_WEEK_DOCUMENTS = 2;
/** Share of texts that are off topic; shops write none. */
const NOISE_SHARE = 0.04;

export const weekAt = (index: number): string => addWeeks(DEMO_FIRST_WEEK, index);

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [result[i], result[j]] = [result[j] as T, result[i] as T];
  }
  return result;
}

function emptyDocuments(channel: Channel, week: number, random: Random, from: number): PlannedDocument[] {
  const start = dayStart(weekAt(week)).getTime();
  const running = week >= DEMO_WEEKS;
  const count = running ? RUNNING_WEEK_DOCUMENTS : documentsInWeek(channel, weekAt(week));
  const span = running ? new Date(DEMO_NOW).getTime() - start : WEEK_MS;
  const instants = Array.from({ length: count }, () => start + Math.floor(random() * span)).sort(
    (a, b) => a - b,
  );
  return instants.map((at, i) => ({
    channel,
    number: from + i,
    week,
    publishedAt: new Date(at - (at % 60_000)),
    concepts: [],
    newTerm: false,
    noise: channel.genre !== 'product' && channel.genre !== 'review' && random() < NOISE_SHARE,
  }));
}

/** Documents to take a concept: those with the fewest concepts so far first, chance among equals. */
function leastBurdened(documents: PlannedDocument[], count: number, random: Random): PlannedDocument[] {
  if (count === 0) return [];
  return documents
    .map((document) => ({ document, order: document.concepts.length + random() }))
    .sort((a, b) => a.order - b.order)
    .slice(0, count)
    .map((entry) => entry.document);
}

const isBrand = (concept: string): boolean => concept.startsWith('brand:');

/** A text speaks of one brand at most, so that its verdict has one target. */
const canTake = (concept: string, documents: PlannedDocument[]): PlannedDocument[] =>
  isBrand(concept) ? documents.filter((document) => !document.concepts.some(isBrand)) : documents;

/**
 * Turns expected shares into whole documents by error diffusion: what rounding leaves over in one source goes to
 * the next one and the next week, so that a sector's share stays within about half a document of its curve.
 */
class Diffusion {
  readonly #left = new Map<string, number>();

  take(key: string, expected: number, random: Random): number {
    const wanted = (this.#left.get(key) ?? 0) + expected;
    const jitter = (random() - 0.5) * 0.3;
    const count = Math.max(0, Math.round(wanted + (expected > 0.02 ? jitter : 0)));
    this.#left.set(key, wanted - count);
    return count;
  }
}

/** Deals out the week's concepts. Off-topic texts get none, yet count in the share like any document. */
function assignWeek(
  channel: Channel,
  all: PlannedDocument[],
  week: number,
  diffusion: Diffusion,
  random: Random,
) {
  const { sector, market } = channel;
  const documents = all.filter((document) => !document.noise);
  for (const [concept, curve] of shuffled([...CURVES], random)) {
    const expected = curve(week, sector, market) * all.length;
    const count = Math.min(
      documents.length,
      diffusion.take(`${sector} ${BY_MARKET.has(concept) ? market : ''} ${concept}`, expected, random),
    );
    for (const document of leastBurdened(canTake(concept, documents), count, random))
      document.concepts.push(concept);
  }
  const count = diffusion.take(`${sector} new term`, newTermShare(week, sector) * all.length, random);
  for (const document of leastBurdened(documents, count, random)) document.newTerm = true;
}

/** Every document of the demo's three years with its concepts, in the order of time within each channel. */
export function planDocuments(random: Random): PlannedDocument[] {
  const diffusion = new Diffusion();
  const next = new Map<string, number>();
  const planned: PlannedDocument[] = [];
  for (let week = 0; week <= DEMO_WEEKS; week++) {
    for (const channel of shuffled(CHANNELS, random)) {
      const from = next.get(channel.source) ?? 1;
      const documents = emptyDocuments(channel, week, random, from);
      next.set(channel.source, from + documents.length);
      assignWeek(channel, documents, week, diffusion, random);
      planned.push(...documents);
    }
  }
  return planned;
}
