import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright';
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
  '/leads',
  '/brands/brand:lumenfold',
  '/product',
  '/operations',
  '/evidence?concept=color:butter-yellow',
];

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

  test.each(['en', 'zh'])(
    'every page in %s: no console errors, charts drawn, no sideways scroll',
    async (language) => {
      for (const [width, colorScheme] of [
        [1280, 'light'],
        [390, 'dark'],
      ] as const) {
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
          expect(overflow, `${path} at ${width}`).toBeLessThanOrEqual(0);
        }
        expect(complaints).toEqual([]);
        await page.close();
      }
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
