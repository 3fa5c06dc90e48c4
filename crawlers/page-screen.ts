import type { RawPage } from '../core/content.ts';
import type { FrontierItem } from '../core/crawl-store.ts';
import type { CataloguedSource } from '../core/source.ts';
import { nofollowLinks } from './fetch/nofollow-links.ts';
import { isHtml, type PageSignals } from './fetch/robots-directives.ts';
import { toInstant, parseDate } from './extract/parse-date.ts';
import { drop, hintText, type PageReading } from './platforms/platform.ts';
import { SeenContent } from './seen-content.ts';
import { TrapGuard } from './trap-guard.ts';

/** An address that was found and will not be asked for, with the ledger's reason. */
export interface LeftOut {
  url: string;
  reason: string;
}

export interface Screened {
  /** `ok`, a signal that keeps the content out, or `ok-…`: a signal was read and the source does not honour it. */
  reason: string;
  skipped: boolean;
  leftOut: LeftOut[];
}

/** Dates a run is asked to keep to; null is open. */
export interface RunDates {
  since: Date | null;
  until: Date | null;
}

const DAY_MS = 86_400_000;
/** More links of one page are counted and not listed: no list for people is longer. */
const MOST_LINKS = 50_000;
const MOST_LISTED = 50_000;

/** What of a page may be kept and followed: the signals it gives, the dates asked for, and the traps of its site. */
export class PageScreen {
  readonly #source: CataloguedSource;
  readonly #dates: RunDates;
  readonly #traps: TrapGuard;
  readonly #seen = new SeenContent();
  readonly #told = new Set<string>();

  constructor(source: CataloguedSource, dates: RunDates, now: Date) {
    this.#source = source;
    this.#dates = dates;
    this.#traps = new TrapGuard(now);
  }

  /** Why an item that waits is not worth asking for any more, or null. */
  closed(item: FrontierItem): string | null {
    return this.#traps.closed(item.url);
  }

  /** Takes out of the reading what may not be kept or followed, and says what and why. */
  screen(page: RawPage, item: FrontierItem, signals: PageSignals, reading: PageReading): Screened {
    const policy = this.#source.politeness;
    const keepsIndex = policy.honourNoindex === false;
    const noindex = isHtml(page) ? signals.noindex : null;
    const leftOut = this.#followable(page, signals, reading);
    for (const found of reading.leftOut ?? []) this.#list(leftOut, found);
    this.#traps.learn(item.url, this.#seen.add(page, item.url, isList(item), reading));
    if (noindex !== null && !keepsIndex) emptyContent(reading, noindex);
    this.#keepDates(reading);
    const ignored =
      noindex !== null && keepsIndex
        ? noindex
        : signals.nofollow && policy.honourNofollow === false
          ? 'nofollow'
          : signals.reserved;
    const skipped = noindex !== null && !keepsIndex;
    return { reason: skipped ? noindex : ignored === null ? 'ok' : `ok-${ignored}`, skipped, leftOut };
  }

  #followable(page: RawPage, signals: PageSignals, reading: PageReading): LeftOut[] {
    if (reading.discovered.length === 0) return [];
    const honours = this.#source.politeness.honourNofollow !== false;
    const shy = honours && !signals.nofollow ? nofollowLinks(page) : new Set<string>();
    const leftOut: LeftOut[] = [];
    const kept: FrontierItem[] = [];
    for (const found of reading.discovered) {
      const reason =
        honours && (signals.nofollow || shy.has(found.url))
          ? 'nofollow'
          : kept.length >= MOST_LINKS
            ? 'too-many-links'
            : (this.#traps.judge(found.url) ?? (this.#isWanted(found) ? null : 'outside-dates'));
      if (reason === null) kept.push(found);
      else this.#leave(reading, leftOut, { url: found.url, reason });
    }
    reading.discovered = kept;
    return leftOut;
  }

  /** Each address is listed once a run, and counted each time. */
  #leave(reading: PageReading, leftOut: LeftOut[], found: LeftOut): void {
    drop(reading, found.reason);
    this.#list(leftOut, found);
  }

  #list(leftOut: LeftOut[], found: LeftOut): void {
    if (leftOut.length >= MOST_LISTED || this.#told.size >= 10 * MOST_LISTED || this.#told.has(found.url))
      return;
    this.#told.add(found.url);
    leftOut.push({ url: found.url.slice(0, 2_000), reason: found.reason });
  }

  #isWanted(found: FrontierItem): boolean {
    if (this.#dates.since === null && this.#dates.until === null) return true;
    const published = toInstant(parseDate(hintText(found, 'publishedAt') ?? ''));
    return published === null ? !this.#isUnchanged(found) : this.#inDates(published);
  }

  /** Last changed before the first of the dates, so not published after it. A day alone lasts to its end. */
  #isUnchanged(found: FrontierItem): boolean {
    const iso = parseDate(hintText(found, 'changedAt') ?? '');
    const changed = toInstant(iso);
    if (iso === null || changed === null || this.#dates.since === null) return false;
    const lasts = iso.includes('T') ? 0 : DAY_MS;
    return changed.getTime() + lasts < this.#dates.since.getTime();
  }

  #keepDates(reading: PageReading): void {
    if (this.#dates.since === null && this.#dates.until === null) return;
    const kept = reading.documents.filter(
      (document) => !document.publishedAtKnown || this.#inDates(document.publishedAt),
    );
    if (kept.length < reading.documents.length)
      drop(reading, 'outside-dates', reading.documents.length - kept.length);
    reading.documents = kept;
  }

  #inDates(at: Date): boolean {
    const { since, until } = this.#dates;
    return (since === null || at >= since) && (until === null || at < until);
  }
}

const isList = ({ kind, hint }: FrontierItem): boolean => kind === 'list' || hint['list'] === true;

function emptyContent(reading: PageReading, reason: string): void {
  const lost = reading.documents.length + reading.observations.length;
  if (lost > 0) drop(reading, reason, lost);
  reading.documents = [];
  reading.products = [];
  reading.observations = [];
}
