import type { RawPage } from '../../core/content.ts';
import type { Page, Request, Route } from 'playwright';
import type { Fetcher } from './fetcher.ts';

export interface BrowserRequest {
  delayMs: number;
  /** A CSS selector to wait for; without one, quiet is waited for. */
  waitFor?: string | undefined;
  /** How often at most an endless list is scrolled, or its button pressed; it ends when nothing new appears. */
  maxScrolls: number;
  /** CSS selector of the button that shows more; without one, a button that says so. */
  more?: string | undefined;
  signal: AbortSignal;
}

/** What one page may cost. Times in ms. */
export interface BrowserLimits {
  /** Until its document is parsed. */
  openMs: number;
  /** Until it is quiet, or shows what is waited for. */
  settleMs: number;
  /** For scrolling and pressing buttons. */
  growMs: number;
  /** All in all; beyond it the page is closed. */
  pageMs: number;
  requests: number;
  /** Of all its answers together. */
  bytes: number;
  /** Of the HTML it is in the end. */
  htmlBytes: number;
}

const WANTED = new Set(['document', 'script', 'xhr', 'fetch', 'stylesheet']);
const TRACKERS =
  /(google-analytics|googletagmanager|doubleclick|facebook\.(com|net)\/tr|hotjar|segment\.(io|com)|hm\.baidu|cnzz|umeng|sentry|clarity\.ms|criteo|scorecardresearch|amplitude|adservice|adnxs|taboola|outbrain)/i;
const QUIET_MS = 80;
/** A page that sends itself on by script does so this often at most. */
const MOST_DOCUMENTS = 3;

/** One page's visit: answers its requests with what the guarded fetch brings, and counts them. */
export class BrowserVisit {
  readonly limits: BrowserLimits;
  /** The document the page shows. */
  document: RawPage;
  readonly #fetcher: Fetcher;
  readonly #options: BrowserRequest;
  #ready: RawPage | null;
  #documents = 0;
  #staying = false;
  #open = 0;
  #lastAt = performance.now();
  #requests = 0;
  #bytes = 0;

  constructor(fetcher: Fetcher, options: BrowserRequest, first: RawPage, limits: BrowserLimits) {
    this.#fetcher = fetcher;
    this.#options = options;
    this.document = first;
    this.#ready = first;
    this.limits = limits;
  }

  /** From here on the page may change, but not leave: a button that leads elsewhere is not followed. */
  stay(): void {
    this.#staying = true;
  }

  async answer(route: Route): Promise<void> {
    this.#open += 1;
    try {
      await this.#answer(route);
    } finally {
      this.#open -= 1;
      this.#lastAt = performance.now();
    }
  }

  async #answer(route: Route): Promise<void> {
    const request = route.request();
    if (this.#refuses(request)) return abort(route);
    try {
      const raw = isDocument(request) ? await this.#documentFor(request) : await this.#fetch(request, 0);
      this.#bytes += raw.body.length;
      if (this.#bytes > this.limits.bytes) return await abort(route);
      const headers = {
        'content-type': raw.headers['content-type'] || 'application/octet-stream',
        'access-control-allow-origin': request.headers()['origin'] ?? '*',
        'access-control-allow-credentials': 'true',
      };
      await route.fulfill({ status: raw.status, headers, body: Buffer.from(raw.body) });
    } catch {
      await abort(route); // refused or failed: the page goes without it, as without an image
    }
  }

  #refuses(request: Request): boolean {
    this.#requests += 1;
    if (this.#requests > this.limits.requests) return true;
    if (request.method() !== 'GET' || !WANTED.has(request.resourceType())) return true;
    if (TRACKERS.test(request.url())) return true;
    if (!request.isNavigationRequest()) return false;
    // Frames hold advertisements, and what is in them is not in the page's HTML.
    return !isDocument(request) || this.#staying || this.#documents >= MOST_DOCUMENTS;
  }

  async #documentFor(request: Request): Promise<RawPage> {
    this.#documents += 1;
    const ready = this.#ready;
    this.#ready = null;
    if (ready !== null && sameUrl(ready.finalUrl, request.url())) return ready;
    this.document = await this.#fetch(request, this.#options.delayMs);
    return this.document;
  }

  #fetch(request: Request, delayMs: number): Promise<RawPage> {
    return this.#fetcher.fetch(request.url(), { delayMs, signal: this.#options.signal });
  }

  /** Waits until no request was under way for a moment; a page that never rests is read as it is by then. */
  async untilQuiet(page: Page, longestMs: number): Promise<void> {
    const until = performance.now() + longestMs;
    while (performance.now() < until) {
      if (this.#open === 0 && performance.now() - this.#lastAt > QUIET_MS) return;
      await page.waitForTimeout(QUIET_MS / 2);
    }
  }
}

const isDocument = (request: Request): boolean =>
  request.isNavigationRequest() && request.frame().parentFrame() === null;

const sameUrl = (a: string, b: string): boolean => a.replace(/#.*$/, '') === b.replace(/#.*$/, '');

const abort = (route: Route): Promise<void> => route.abort().catch(() => {}); // the page may be closed already
