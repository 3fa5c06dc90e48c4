import type { RawPage } from '../../core/content.ts';
import type { Browser, BrowserContext, Page } from 'playwright';
import { growList } from './browser-growth.ts';
import { fetchError } from './fetch-error.ts';
import type { Fetcher } from './fetcher.ts';
import { BrowserVisit, type BrowserLimits, type BrowserRequest } from './browser-visit.ts';

/** Pages made by script: rendered by Chromium, whose every request goes through the guarded fetch. */
export interface BrowserPages {
  fetch(url: string, options: BrowserRequest): Promise<RawPage>;
  close(): Promise<void>;
}

/**
 * Nothing leaves Chromium by itself: no name resolves, so that whatever is not intercepted (prefetch, preconnect,
 * WebTransport) reaches nobody, and no UDP is sent beside a proxy.
 */
const ARGUMENTS = [
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--no-pings',
  '--dns-prefetch-disable',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--mute-audio',
];

const DEFAULT_LIMITS: BrowserLimits = {
  openMs: 25_000,
  settleMs: 10_000,
  growMs: 40_000,
  pageMs: 90_000,
  requests: 400,
  bytes: 40_000_000,
  htmlBytes: 16_000_000,
};

export function createBrowserPages(
  executablePath: string,
  fetcher: Fetcher,
  asRoot: boolean,
  limits: Partial<BrowserLimits> = {},
): BrowserPages {
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
    const fresh = contexts.get(host) ?? open.then((running) => closedContext(running, fetcher.userAgent));
    contexts.set(host, fresh);
    return fresh;
  }

  return {
    async fetch(url, options) {
      // Fetched before the browser sees it: redirects are followed under guard, and the page opens where they end.
      const first = await fetcher.fetch(url, { delayMs: options.delayMs, signal: options.signal });
      if (!/html/i.test(first.headers['content-type'] ?? 'html')) return first; // feeds and data need no browser
      const context = await contextFor(new URL(first.finalUrl).host);
      const visit = new BrowserVisit(fetcher, options, first, { ...DEFAULT_LIMITS, ...limits });
      return { ...(await render(context, visit, options)), url };
    },
    async close() {
      await (await browser)?.close();
    },
  };
}

async function closedContext(browser: Browser, userAgent: string): Promise<BrowserContext> {
  const context = await browser.newContext({ userAgent, serviceWorkers: 'block', acceptDownloads: false });
  // What no page of its own visit asks for (a popup on its way to being closed) goes nowhere.
  await context.route('**/*', (route) => route.abort());
  await context.routeWebSocket(/.*/, (socket) => void socket.close());
  await context.addInitScript('delete window.RTCPeerConnection; delete window.WebTransport;');
  return context;
}

/** Opens the page, lets it settle and grow, and answers its HTML; a page that hangs is closed and fails as `timeout`. */
async function render(
  context: BrowserContext,
  visit: BrowserVisit,
  options: BrowserRequest,
): Promise<RawPage> {
  const page = await context.newPage();
  const late = AbortSignal.timeout(visit.limits.pageMs);
  const stop = AbortSignal.any([options.signal, late]);
  const closed = new Promise<never>((_, reject) => {
    const end = (): void => {
      reject(fetchError('TIMEOUT', 'timeout', `${visit.document.url} was not rendered in time`));
      void page.close().catch(() => {}); // a page that is gone needs no closing
    };
    if (stop.aborted) end();
    else stop.addEventListener('abort', end, { once: true });
  });
  closed.catch(() => {}); // heard by the race below, or of no interest any more
  try {
    return await Promise.race([closed, read(page, visit, options)]);
  } finally {
    void page.close().catch(() => {}); // a renderer that hangs closes when it can
  }
}

async function read(page: Page, visit: BrowserVisit, options: BrowserRequest): Promise<RawPage> {
  page.on('popup', (popup) => void popup.close().catch(() => {})); // it may have closed itself
  page.on('dialog', (dialog) => void dialog.dismiss().catch(() => {})); // its page may be gone
  page.on('download', (download) => void download.cancel().catch(() => {})); // nothing was written
  await page.route('**/*', (route) => visit.answer(route));
  await page
    .goto(visit.document.finalUrl, { waitUntil: 'domcontentloaded', timeout: visit.limits.openMs })
    .catch(() => null); // what is there by then may be enough
  if (page.url() === 'about:blank')
    throw fetchError('FETCH_FAILED', 'browser', `${visit.document.url} could not be opened`);
  if (options.waitFor === undefined) await visit.untilQuiet(page, visit.limits.settleMs);
  else await page.waitForSelector(options.waitFor, { timeout: visit.limits.settleMs }).catch(() => null); // read as it is
  visit.stay();
  if (options.maxScrolls > 0) await growList(page, visit, options);
  const html = Buffer.from(await page.content());
  if (html.length > visit.limits.htmlBytes)
    throw fetchError(
      'TOO_LARGE',
      'too-large',
      `${visit.document.url} grew beyond ${visit.limits.htmlBytes} bytes`,
    );
  const headers = { ...visit.document.headers, 'content-type': 'text/html; charset=utf-8' };
  return { ...visit.document, headers, body: html };
}
