import type { RawPage } from '../../core/content.ts';
import type { Browser, BrowserContext, Route } from 'playwright';
import { fetchError } from './fetch-error.ts';
import type { Fetcher } from './fetcher.ts';

/** Pages made by script: rendered by Chromium, whose every request goes through the guarded fetch. */
export interface BrowserPages {
  fetch(
    url: string,
    options: { delayMs: number; waitFor?: string | undefined; scrolls: number; signal: AbortSignal },
  ): Promise<RawPage>;
  close(): Promise<void>;
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

export function createBrowserPages(executablePath: string, fetcher: Fetcher, asRoot: boolean): BrowserPages {
  let browser: Promise<Browser> | null = null;
  const contexts = new Map<string, Promise<BrowserContext>>();

  async function launch(): Promise<Browser> {
    const { chromium } = await import('playwright');
    return chromium.launch({ executablePath, args: [...ARGUMENTS, ...(asRoot ? ['--no-sandbox'] : [])] });
  }

  /** One context a host: nothing of one shop's visit is seen by another's. */
  async function contextFor(host: string): Promise<BrowserContext> {
    browser ??= launch();
    const found = contexts.get(host);
    if (found) return found;
    const fresh = (await browser).newContext({
      userAgent: fetcher.userAgent,
      serviceWorkers: 'block',
      acceptDownloads: false,
    });
    contexts.set(host, fresh);
    return fresh;
  }

  return {
    async fetch(url, options) {
      const context = await contextFor(new URL(url).host);
      const page = await context.newPage();
      let main: RawPage | null = null;
      let failure: unknown = null;
      const close = (): void => void page.close().catch(() => {}); // a page that is gone needs no closing
      options.signal.addEventListener('abort', close, { once: true });
      try {
        await page.route('**/*', (route) =>
          answerRoute(
            route,
            fetcher,
            options,
            (raw) => (main ??= raw),
            (error) => (failure ??= error),
          ),
        );
        await page
          .goto(url, { waitUntil: 'domcontentloaded', timeout: RENDER_MS })
          .catch((error: unknown) => (failure ??= error));
        if (!main) throw failure ?? fetchError('FETCH_FAILED', 'browser', `${url} could not be opened`);
        await settle(page, options);
        const html = await page.content();
        const raw: RawPage = main;
        return {
          ...raw,
          url,
          body: Buffer.from(html),
          headers: { ...raw.headers, 'content-type': 'text/html; charset=utf-8' },
        };
      } finally {
        options.signal.removeEventListener('abort', close);
        await page.close().catch(() => {}); // already closed by the stop
      }
    },
    async close() {
      await (await browser)?.close();
    },
  };
}

/** Waits for what the source names, or for quiet, then scrolls as often as asked so that endless lists fill. */
async function settle(
  page: Awaited<ReturnType<BrowserContext['newPage']>>,
  options: { waitFor?: string | undefined; scrolls: number },
): Promise<void> {
  const quiet = { timeout: 10_000 };
  // A page that never becomes quiet, or never shows the part, is read as it is by then.
  if (options.waitFor !== undefined) await page.waitForSelector(options.waitFor, quiet).catch(() => null);
  else await page.waitForLoadState('networkidle', quiet).catch(() => null);
  for (let i = 0; i < options.scrolls; i++) {
    await page.mouse.wheel(0, 20_000);
    await page.waitForLoadState('networkidle', { timeout: 3_000 }).catch(() => null);
    await page.waitForTimeout(250);
  }
}

/** Answers the browser's request with what the guarded fetch brings; what it refuses is aborted. */
async function answerRoute(
  route: Route,
  fetcher: Fetcher,
  options: { delayMs: number; signal: AbortSignal },
  onDocument: (page: RawPage) => void,
  onFailure: (error: unknown) => void,
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
    if (isDocument) onDocument(raw);
    const type = raw.headers['content-type'] ?? 'application/octet-stream';
    await route.fulfill({
      status: raw.status,
      headers: { 'content-type': type, 'access-control-allow-origin': '*' },
      body: Buffer.from(raw.body),
    });
  } catch (error) {
    if (isDocument) onFailure(error);
    await route.abort().catch(() => {}); // the page may be closed already
  }
}
