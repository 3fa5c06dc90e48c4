import type { RawPage } from '../../core/content.ts';
import type { Browser, BrowserContext, Page, Route } from 'playwright';
import { fetchError } from './fetch-error.ts';
import type { Fetcher } from './fetcher.ts';

/** Pages made by script: rendered by Chromium, whose every request goes through the guarded fetch. */
export interface BrowserPages {
  fetch(url: string, options: BrowserRequest): Promise<RawPage>;
  close(): Promise<void>;
}

export interface BrowserRequest {
  delayMs: number;
  /** A CSS selector to wait for; without one, quiet is waited for. */
  waitFor?: string | undefined;
  /** How often to scroll to the end, so that endless lists fill. */
  scrolls: number;
  signal: AbortSignal;
}

const ARGUMENTS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--mute-audio',
];
const WANTED = new Set(['document', 'script', 'xhr', 'fetch', 'stylesheet']);
const TRACKERS =
  /(google-analytics|googletagmanager|doubleclick|facebook\.(com|net)\/tr|hotjar|segment\.(io|com)|hm\.baidu|cnzz|umeng|sentry|clarity\.ms|criteo|scorecardresearch|amplitude)/i;
const RENDER_MS = 25_000;
const SETTLE_MS = 10_000;
const QUIET_MS = 80;

export function createBrowserPages(executablePath: string, fetcher: Fetcher, asRoot: boolean): BrowserPages {
  let browser: Promise<Browser> | null = null;
  const contexts = new Map<string, Promise<BrowserContext>>();

  async function launch(): Promise<Browser> {
    const { chromium } = await import('playwright');
    return chromium.launch({ executablePath, args: [...ARGUMENTS, ...(asRoot ? ['--no-sandbox'] : [])] });
  }

  /** One context a host: nothing of one shop's visit is seen by another's. */
  function contextFor(host: string): Promise<BrowserContext> {
    browser ??= launch();
    const open = browser;
    const fresh =
      contexts.get(host) ??
      open.then((running) =>
        running.newContext({ userAgent: fetcher.userAgent, serviceWorkers: 'block', acceptDownloads: false }),
      );
    contexts.set(host, fresh);
    return fresh;
  }

  return {
    async fetch(url, options) {
      const context = await contextFor(new URL(url).host);
      return render(await context.newPage(), url, fetcher, options);
    },
    async close() {
      await (await browser)?.close();
    },
  };
}

/** Requests of a page that are under way, and when the last one ended. */
interface Traffic {
  open: number;
  lastAt: number;
}

async function render(page: Page, url: string, fetcher: Fetcher, options: BrowserRequest): Promise<RawPage> {
  let main: RawPage | null = null;
  let failure: unknown = null;
  const traffic: Traffic = { open: 0, lastAt: performance.now() };
  const close = (): void => void page.close().catch(() => {}); // a page that is gone needs no closing
  options.signal.addEventListener('abort', close, { once: true });
  try {
    await page.route('**/*', async (route) => {
      traffic.open += 1;
      await answerRoute(route, fetcher, options, {
        document: (raw) => (main ??= raw),
        failure: (error) => (failure ??= error),
      });
      traffic.open -= 1;
      traffic.lastAt = performance.now();
    });
    await page
      .goto(url, { waitUntil: 'domcontentloaded', timeout: RENDER_MS })
      .catch((error: unknown) => (failure ??= error));
    if (!main) throw failure ?? fetchError('FETCH_FAILED', 'browser', `${url} could not be opened`);
    await settle(page, options, traffic);
    const raw: RawPage = main;
    const headers = { ...raw.headers, 'content-type': 'text/html; charset=utf-8' };
    return { ...raw, url, headers, body: Buffer.from(await page.content()) };
  } finally {
    options.signal.removeEventListener('abort', close);
    await page.close().catch(() => {}); // already closed by the stop
  }
}

/** Waits until no request was under way for a moment; a page that never rests is read as it is by then. */
async function untilQuiet(page: Page, traffic: Traffic, longestMs: number): Promise<void> {
  const until = performance.now() + longestMs;
  while (performance.now() < until) {
    if (traffic.open === 0 && performance.now() - traffic.lastAt > QUIET_MS) return;
    await page.waitForTimeout(QUIET_MS / 2);
  }
}

/** Waits for what the source names, or for quiet, then scrolls as often as asked so that endless lists fill. */
async function settle(page: Page, options: BrowserRequest, traffic: Traffic): Promise<void> {
  if (options.waitFor !== undefined)
    await page.waitForSelector(options.waitFor, { timeout: SETTLE_MS }).catch(() => null);
  else await untilQuiet(page, traffic, SETTLE_MS);
  for (let i = 0; i < options.scrolls; i++) {
    await page.mouse.wheel(0, 20_000);
    await page.waitForTimeout(100);
    await untilQuiet(page, traffic, 3_000);
  }
}

/** Answers the browser's request with what the guarded fetch brings; what it refuses is aborted. */
async function answerRoute(
  route: Route,
  fetcher: Fetcher,
  options: BrowserRequest,
  tell: { document: (page: RawPage) => void; failure: (error: unknown) => void },
): Promise<void> {
  const request = route.request();
  const isDocument = request.isNavigationRequest() && request.frame().parentFrame() === null;
  if (!WANTED.has(request.resourceType()) || request.method() !== 'GET' || TRACKERS.test(request.url()))
    return route.abort();
  try {
    const raw = await fetcher.fetch(request.url(), {
      delayMs: isDocument ? options.delayMs : 0,
      signal: options.signal,
    });
    if (isDocument) tell.document(raw);
    const type = raw.headers['content-type'] ?? 'application/octet-stream';
    await route.fulfill({
      status: raw.status,
      headers: { 'content-type': type, 'access-control-allow-origin': '*' },
      body: Buffer.from(raw.body),
    });
  } catch (error) {
    if (isDocument) tell.failure(error);
    await route.abort().catch(() => {}); // the page may be closed already
  }
}
