import { CONCEPTS } from './world/shapes.ts';
import { describe, expect, test } from 'vitest';
import { toCsv } from '../../core/write-csv.ts';
import { outsideLink } from '../../api/dashboard/parts/bits.ts';
import { buildApi, useApi } from './use-api.ts';

const api = useApi();
export const PAGES = [
  '/',
  '/?stage=any&market=us&sector=social&sort=magnitude',
  '/concepts/color:butter-yellow',
  '/concepts/silhouette:hourglass?sector=social',
  '/compare?ids=color:butter-yellow,fabric:suede',
  '/themes',
  '/themes/1',
  '/leads',
  '/brands',
  '/brands/brand:lumenfold',
  '/product',
  '/product?rows=month&columns=sector&measure=sentiment',
  '/operations',
  '/evidence?concept=color:butter-yellow',
];
const html = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await api().app.request(path, { headers });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};

describe('pages', () => {
  test.each(PAGES)(
    '%s renders in both languages with banner, policy and nothing from outside',
    async (path) => {
      for (const [language, word] of [
        ['en', 'made up'],
        ['zh', '虚构'],
      ] as const) {
        const page = await html(`${path}${path.includes('?') ? '&' : '?'}lang=${language}`);
        expect(page.status).toBe(200);
        expect(page.text).toContain(word);
        expect(page.text).toMatch(language === 'zh' ? /<html\s+lang="zh-Hans"/ : /<html\s+lang="en"/);
        expect(page.text).not.toMatch(/<(script|link|img|iframe)[^>]+(src|href)="(https?:)?\/\//);
        expect(page.text).not.toMatch(/undefined|NaN|\[object/);
        const policy = page.headers.get('content-security-policy') ?? '';
        expect(policy).toContain("default-src 'none'");
        expect(policy).toContain("script-src 'self'");
        expect(policy).not.toMatch(/script-src[^;]*unsafe/);
        for (const script of page.text.match(/<script[^>]*>/g) ?? []) {
          expect(script).toMatch(/src="\/assets\/|type="application\/json"/);
        }
      }
    },
  );

  test('hostile titles and addresses stay text', async () => {
    const { text } = await html('/evidence?concept=color:butter-yellow');
    expect(text).toContain('&lt;script&gt;alert(&quot;hem&quot;)&lt;/script&gt;');
    expect(text).toContain('&lt;img src=x');
    expect(text).not.toContain('<script>alert');
    expect(text).not.toContain('<img src=x');
    expect(text).not.toContain('href="javascript:');
  });

  test('hostile parameters come back escaped', async () => {
    const { text } = await html(`/?q=${encodeURIComponent('"><script>x</script>')}`);
    expect(text).toContain('&quot;&gt;&lt;script&gt;');
    expect(text).not.toContain('"><script>x');
  });

  test('links to crawled pages carry their rel, and only http(s) is linked', async () => {
    const { text } = await html('/evidence?concept=color:butter-yellow');
    const outside = text.match(/<a href="https?:[^>]*>/g) ?? [];
    expect(outside.length).toBeGreaterThan(3);
    for (const link of outside) expect(link).toContain('rel="noopener nofollow ugc"');
    for (const url of ['javascript:alert(1)', 'data:text/html,x', '//evil', 'https://']) {
      expect((await outsideLink(url, 'x')).toString()).toBe('<span>x</span>');
    }
  });

  test('a person is told of an error on a page, a program in problem+json', async () => {
    const page = await html('/concepts/color:<b>none', { accept: 'text/html' });
    expect(page.status).toBe(400);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect((await html('/nowhere', { accept: 'text/html' })).text).toContain('Nothing is at /nowhere.');
    expect((await html('/nowhere')).headers.get('content-type')).toBe('application/problem+json');
  });

  test('a search finds what does not rise too', async () => {
    const { text } = await html('/?stage=edge%2Cemerging%2Crising&q=cherry');
    expect(text).toMatch(/concepts\/color(:|%3A)cherry-red/);
    expect(text).not.toContain('Nothing matches this filter');
  });

  test('a concept tells its history, and how fast it falls, in both languages', async () => {
    const falling = CONCEPTS.find(({ stage }) => stage === 'declining')!;
    const page = `/concepts/${encodeURIComponent(falling.id)}`;
    const [en, zh] = [await html(`${page}?lang=en`), await html(`${page}?lang=zh`)];
    expect(en.text).toMatch(/Half-life[\s\S]*8\.4 weeks[\s\S]*6\.1 – ∞/);
    expect(en.text).toContain('Season apart');
    expect(en.text).toMatch(/stood out: 30\.0\s%, where trend and season gave 10\.0\s%/);
    expect(zh.text).toMatch(/半衰期[\s\S]*8\.4 周/);
    expect(zh.text).toMatch(/异常偏高：30\.0\s%/);
  });

  test('the scoreboard is told by facet and weeks ahead; replays stand apart and say so', async () => {
    const { text } = await html('/operations?lang=en');
    expect(text).toMatch(/id="scoreboard"[\s\S]*combination[\s\S]*5–13[\s\S]*id="replayed"/);
    expect(text).toMatch(/id="replayed"[\s\S]*Nothing has been replayed/);
  });

  test('insufficient data is said in words', async () => {
    const { text } = await html('/?stage=any&q=hourglass');
    expect(text).toMatch(/Insufficient data: \d+ of 30 documents/);
  });

  test('a page is kept by its ETag, apart for language and theme', async () => {
    const plain = (await html('/')).headers.get('etag');
    expect((await html('/', { 'if-none-match': plain ?? '' })).status).toBe(304);
    expect((await html('/', { 'accept-language': 'zh-CN,zh' })).headers.get('etag')).not.toBe(plain);
    const dark = await html('/', { cookie: 'hemline_theme=dark' });
    expect(dark.text).toContain('data-theme="dark"');
    expect((await html('/', { cookie: 'hemline_theme="><script>' })).text).not.toContain('"><script>');
  });

  test('without the demo there is no banner', async () => {
    const { app } = buildApi(api().database, { demo: false });
    expect(await (await app.request('/')).text()).not.toContain('demo-banner');
    expect(await (await app.request('/api/v1/themes')).json()).toMatchObject({ demo: false, notice: null });
  });

  test('assets are kept for ever, small, and an unknown one is not there', async () => {
    const { text } = await html('/concepts/color:butter-yellow');
    const script = text.match(/\/assets\/charts-[0-9a-f]+\.js/)?.[0] ?? '';
    const answer = await api().app.request(script, { headers: { 'accept-encoding': 'gzip' } });
    expect(answer.headers.get('cache-control')).toContain('immutable');
    expect((await answer.arrayBuffer()).byteLength).toBeLessThan(260_000);
    expect((await api().app.request('/assets/none.js')).status).toBe(404);
  });
});

describe('csv', () => {
  test('formulas are disarmed and quotes doubled', () => {
    const rows = [['=1+1', 'a "b", c', -0.5, null]];
    expect(toCsv({ head: ['x', '@y', 'z', 'w'], rows })).toBe(`x,'@y,z,w\r\n'=1+1,"a ""b"", c",-0.5,`);
  });
});
