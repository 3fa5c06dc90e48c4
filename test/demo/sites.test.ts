import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoTruth, startDemoWeb, type DemoWeb } from '../../demo/index.ts';
import { relativeDate } from '../../demo/sites/relative-date.ts';
import { SITE_KEYS, type SiteKey } from '../../demo/story/channels.ts';

const BASE_PORT = 18_640;
let web: DemoWeb;

beforeAll(async () => {
  web = await startDemoWeb({ basePort: BASE_PORT });
});

afterAll(async () => {
  await web.close();
});

const get = (site: SiteKey, path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(web.site(site).url + path, { headers });

const json = async (response: Response): Promise<unknown> => response.json();

describe('the demo web', () => {
  it('has eleven sites on consecutive loopback ports, each with robots.txt as the truth file says', async () => {
    expect(web.sites.map((site) => site.port)).toEqual(SITE_KEYS.map((_, i) => BASE_PORT + i));
    for (const { site, paths } of demoTruth().closed) {
      const robots = await (await get(site as SiteKey, '/robots.txt')).text();
      for (const path of paths) expect(robots).toContain(`Disallow: ${path}\n`);
    }
  });

  it('says in words which port is taken and leaves nothing running', async () => {
    const taken = startDemoWeb({ basePort: BASE_PORT - 3 });
    await expect(taken).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining(String(BASE_PORT)),
    });
    await expect(fetch(`http://127.0.0.1:${BASE_PORT - 3}/robots.txt`)).rejects.toThrow();
  });

  it('counts each request for what is closed', async () => {
    expect(web.site('blog').closedHits).toBe(0);
    await get('blog', '/wp-admin/post.php');
    expect(web.site('blog').closedHits).toBe(1);
    expect(web.site('blog').closedUrls).toEqual(['/wp-admin/post.php']);
  });

  it('labels every page as made up, in its language', async () => {
    const starts: [SiteKey, string, string][] = [
      ['catwalk', '/', 'made up'],
      ['portal', '/zixun/', '虚构'],
      ['forecaster', '/', 'made up'],
      ['thimble', '/bestsellers', 'made up'],
      ['glass', '/shelf', 'made up'],
      ['rsshub', '/', '虚构'],
      ['reviews', '/zh/reviews', '虚构'],
      ['parcel', '/products.json', 'made up'],
      ['mastodon', '/api/v1/timelines/tag/outfitus', 'made up'],
      ['qingsuo', '/products.json', '虚构'],
    ];
    for (const [site, path, label] of starts) {
      const bytes = await (await get(site, path)).arrayBuffer();
      expect(new TextDecoder(site === 'portal' ? 'gb18030' : 'utf-8').decode(bytes), site).toContain(label);
    }
  });

  it('answers 304 to a page that has not changed and 404 to what is not there', async () => {
    const first = await get('catwalk', '/feed.xml');
    const again = await get('catwalk', '/feed.xml', { 'if-none-match': first.headers.get('etag') ?? '' });
    expect(again.status).toBe(304);
    expect((await get('catwalk', '/shows/2026/nothing-here')).status).toBe(404);
  });
});

describe('the portal', () => {
  it('sends GBK that only the page declares', async () => {
    const response = await get('portal', '/zixun/');
    expect(response.headers.get('content-type')).toBe('text/html');
    const bytes = await response.arrayBuffer();
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toThrow(TypeError);
    const text = new TextDecoder('gb18030', { fatal: true }).decode(bytes);
    expect(text).toContain('<meta charset="gbk">');
    expect(text).toMatch(/小时前|分钟前/);
    expect(text).toMatch(/昨天 \d\d:\d\d/);
    expect(text).toMatch(/[2-6]天前/);
    expect(text).toContain('下一页');
  });

  it('writes dates relative to the clock, in days of China', () => {
    const now = new Date('2026-11-16T06:00:00Z');
    expect(relativeDate(new Date('2026-11-16T05:30:00Z'), now)).toBe('30分钟前');
    expect(relativeDate(new Date('2026-11-16T01:00:00Z'), now)).toBe('5小时前');
    expect(relativeDate(new Date('2026-11-15T04:30:00Z'), now)).toBe('昨天 12:30');
    expect(relativeDate(new Date('2026-11-13T04:30:00Z'), now)).toBe('3天前');
    expect(relativeDate(new Date('2026-03-05T04:30:00Z'), now)).toBe('2026年3月5日 12:30');
  });
});

describe('the other sites', () => {
  it('pages products.json and ends with an empty page', async () => {
    const count = async (page: number) =>
      ((await json(await get('parcel', `/products.json?limit=250&page=${page}`))) as { products: unknown[] })
        .products.length;
    expect(await count(1)).toBeGreaterThan(100);
    expect(await count(2)).toBe(0);
  });

  it('pages a hashtag timeline by the Link header, without gap or repeat', async () => {
    const seen: string[] = [];
    let next: string | undefined = `${web.site('mastodon').url}/api/v1/timelines/tag/outfitgb?limit=40`;
    while (next !== undefined) {
      const response: Response = await fetch(next);
      seen.push(...((await response.json()) as { id: string }[]).map((status) => status.id));
      next = /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
    }
    const source = demoTruth().sources.find((entry) => entry.id === 'demo-stitchodon-gb');
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(source?.onSite ?? -1);
  });

  it('says how many pages WordPress has and refuses one too many as it does', async () => {
    const response = await get('blog', '/wp-json/wp/v2/posts?per_page=100');
    expect(response.headers.get('x-wp-totalpages')).toBe('3');
    const beyond = await get('blog', '/wp-json/wp/v2/posts?per_page=100&page=4');
    expect(beyond.status).toBe(400);
    expect(await json(beyond)).toMatchObject({ code: 'rest_post_invalid_page_number' });
  });

  it('sends nothing of the shelf in the markup of the shop made by script', async () => {
    const shell = await (await get('glass', '/shelf')).text();
    const data = (await json(await get('glass', '/data/shelf.json'))) as { items: { name: string }[] };
    expect(data.items.length).toBeGreaterThan(50);
    expect(data.items.some((item) => shell.includes(item.name))).toBe(false);
  });

  it('fails some first tries of the flaky site and answers the second', async () => {
    const sitemap = await (await get('forecaster', '/sitemap-reports.xml')).text().catch(() => '');
    const map = sitemap.startsWith('<?xml')
      ? sitemap
      : await (await get('forecaster', '/sitemap-reports.xml')).text();
    const urls = [...map.matchAll(/<loc>([^<]+\/reports\/[^<]+)/g)].map((match) => match[1] ?? '');
    expect(urls.length).toBeGreaterThan(200);
    const outcome = async (url: string) =>
      fetch(url).then(
        (r) => r.status,
        () => 0,
      );
    const first = await Promise.all(urls.map(outcome));
    expect(first.filter((status) => status === 503).length).toBeGreaterThan(5);
    expect(first.filter((status) => status === 0).length).toBeGreaterThan(0);
    expect((await Promise.all(urls.map(outcome))).every((status) => status === 200)).toBe(true);
  });

  it('takes its time on the slow site', async () => {
    const started = performance.now();
    await get('reviews', '/en/reviews');
    expect(performance.now() - started).toBeGreaterThan(50);
  });
});
