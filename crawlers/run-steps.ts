import type { RawPage } from '../core/content.ts';
import type { CrawlStore, FrontierItem, Validators } from '../core/crawl-store.ts';
import { AppError, ERROR_TABLE, toAppError } from '../core/errors.ts';
import type { CataloguedSource } from '../core/source.ts';
import type { CrawlContext } from './crawl-source.ts';
import type { BrowserPages } from './fetch/browser-pages.ts';
import { reasonOf } from './fetch/fetch-error.ts';
import { readSignals, type PageSignals } from './fetch/robots-directives.ts';
import type { PageReader } from './page-reader.ts';
import {
  numberOption,
  textOption,
  type PageReading,
  type Platform,
  type PlatformContext,
} from './platforms/platform.ts';

/** What a run works with. */
export interface RunParts {
  source: CataloguedSource;
  store: CrawlStore;
  platform: Platform;
  reader: PageReader;
  reading: PlatformContext;
  pages: BrowserPages | null;
  context: CrawlContext;
}

/** A pause longer than this is not waited for within the run. */
const LONGEST_PAUSE_MS = 60_000;
/** Rounds of an endless list in the browser, where the source says nothing else. */
const USUAL_SCROLLS = 30;

export async function fetchPage(
  parts: RunParts,
  item: FrontierItem,
  validators: Validators | null,
): Promise<RawPage> {
  const { source, context, pages } = parts;
  const { delayMs } = source.politeness;
  if (!pages) return context.fetcher.fetch(item.url, { delayMs, validators, signal: context.signal });
  const waitFor = textOption(source, 'wait_for');
  const maxScrolls = item.hint['list'] === true ? numberOption(source, 'max_scrolls', USUAL_SCROLLS) : 0;
  const more = textOption(source, 'more');
  return pages.fetch(item.url, { delayMs, waitFor, maxScrolls, more, signal: context.signal });
}

/** The page's own signals; where they say nothing of mining, the site's tdmrep.json is asked. */
export async function pageSignals(parts: RunParts, page: RawPage): Promise<PageSignals> {
  const signals = readSignals(page);
  const { context, source } = parts;
  if (signals.reserved !== null || signals.tdm !== null) return signals;
  const { delayMs } = source.politeness;
  const reserved = await context.fetcher.reservesMining(page.finalUrl, { delayMs, signal: context.signal });
  return reserved ? { ...signals, reserved: 'tdm-reservation' } : signals;
}

export async function readPage(parts: RunParts, page: RawPage, item: FrontierItem): Promise<PageReading> {
  try {
    return await parts.reader.read(page, item);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('UNREADABLE', `${item.url} could not be read: ${toAppError(error).message}`, {
      cause: error,
      details: { reason: 'unreadable' },
    });
  }
}

export function worthRetry(error: AppError): boolean {
  const { action } = ERROR_TABLE[error.code];
  if (action === 'pace') return (error.retryAfterMs ?? 0) <= LONGEST_PAUSE_MS;
  return action === 'retry' && reasonOf(error) !== 'too-many-redirects' && reasonOf(error) !== 'bad-redirect';
}
