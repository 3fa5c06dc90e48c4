import { existsSync } from 'node:fs';
import axe from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveApi, type ServedApi } from '../../api/index.ts';
import { useApi } from './use-api.ts';

const executablePath = [
  process.env['HEMLINE_CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
].find((path) => path !== undefined && existsSync(path));
const reason = executablePath === undefined ? ' (skipped: no Chromium; name one in HEMLINE_CHROMIUM)' : '';
const PAGES = [
  '/',
  '/concepts/color:butter-yellow',
  '/compare?ids=color:butter-yellow,fabric:suede',
  '/themes',
  '/themes/1',
  '/leads',
  '/brands',
  '/brands/brand:lumenfold',
  '/product',
  '/operations',
  '/evidence?concept=color:butter-yellow',
];

interface AxeResults {
  violations: { id: string; nodes: { target: string[]; failureSummary?: string }[] }[];
}

/** What axe holds against a page by WCAG 2.2 A and AA and its own best practices. Evaluated by the debugger: the page's CSP stays. */
async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(async () =>
    (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary ?? ''}`),
  );
}

describe.skipIf(executablePath === undefined)(`pages in a browser${reason}`, () => {
  const api = useApi();
  let served: ServedApi;
  let browser: Browser;
  beforeAll(async () => {
    served = await serveApi(api().app, { host: '127.0.0.1', port: 0 });
    browser = await chromium.launch({
      executablePath,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
  });
  afterAll(async () => {
    await browser.close();
    await served.close();
  });

  test.each(
    ['en', 'zh'].flatMap((language) =>
      [1280, 390].flatMap((width) =>
        (['light', 'dark'] as const).map((colorScheme) => [language, width, colorScheme] as const),
      ),
    ),
  )(
    'every page in %s at %i px in the %s theme: no console errors, charts drawn, no sideways scroll, no barrier by axe',
    async (language, width, colorScheme) => {
      const page = await browser.newPage({ viewport: { width, height: 844 }, colorScheme });
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('request', (request) => {
        if (!request.url().startsWith(served.url) && !/^(data|blob):/.test(request.url()))
          complaints.push(request.url());
      });
      for (const path of PAGES) {
        await page.goto(`${served.url}${path}${path.includes('?') ? '&' : '?'}lang=${language}`);
        for (const figure of await page.locator('[data-chart]').all())
          await figure.locator('svg').first().waitFor();
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(overflow, path).toBeLessThanOrEqual(0);
        complaints.push(...(await barriers(page)).map((barrier) => `${path}: ${barrier}`));
      }
      expect(complaints).toEqual([]);
      await page.close();
    },
  );

  test('evidence opens in a drawer, a chart has its table, the theme is remembered', async () => {
    const page = await browser.newPage();
    await page.goto(`${served.url}/concepts/color:butter-yellow?lang=en`);
    await page.getByRole('link', { name: 'Open the evidence' }).click();
    await page.locator('dialog[open] mark').first().waitFor();
    await page.keyboard.press('Escape');
    await page.locator('#share details summary').click();
    await expect.poll(() => page.locator('#share table tbody tr').count()).toBe(157 + 13);
    await page.locator('#theme-toggle').click();
    await page.reload();
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
    await page.close();
  });

  test('a term is rejected from the inbox', async () => {
    const page = await browser.newPage();
    await page.goto(`${served.url}/operations?lang=en`);
    const entry = page.locator('.candidate', { hasText: 'gloss hem' });
    await entry.getByRole('button', { name: 'Reject' }).click();
    await entry.waitFor({ state: 'detached' });
    const rows = await api().database.sql`select status from candidates where id = 'en:gloss hem'`;
    expect(rows[0]).toEqual({ status: 'rejected' });
    await page.close();
  });
});
