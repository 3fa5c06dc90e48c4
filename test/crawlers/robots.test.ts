import { describe, expect, it } from 'vitest';
import { parseRobots } from '../../crawlers/fetch/robots-rules.ts';
import { crawlOnce, testFetcher, testSource } from './support/crawl.ts';
import { serve } from './support/serve.ts';

const allows = (robots: string, path: string, agent = 'Hemline') =>
  parseRobots(robots).allows(agent, `https://a.example${path}`);

describe('robots.txt, RFC 9309', () => {
  it.each([
    ['', '/x', true],
    ['User-agent: *\nDisallow: /', '/x', false],
    ['User-agent: *\nDisallow:', '/x', true],
    ['User-agent: hemline\nDisallow: /x\nUser-agent: *\nDisallow: /', '/y', true],
    ['User-agent: *\nDisallow: /\nUser-agent: HEMLINE/2.0\nAllow: /', '/y', true],
    ['User-agent: a\nUser-agent: hemline\nDisallow: /x', '/x', false],
    [
      'User-agent: hemline\nDisallow: /a\nUser-agent: b\nDisallow: /\nUser-agent: hemline\nDisallow: /c',
      '/c',
      false,
    ],
    ['User-agent: *\nDisallow: /shop\nAllow: /shop/open', '/shop/open/1', true],
    ['User-agent: *\nAllow: /x\nDisallow: /x', '/x', true],
    ['User-agent: *\nDisallow: /*.pdf$', '/a/b.pdf', false],
    ['User-agent: *\nDisallow: /*.pdf$', '/a/b.pdf?x', true],
    ['User-agent: *\nDisallow: /a*b*c', '/axxbyyc', false],
    ['User-agent: *\nDisallow: /caf%C3%A9', '/caf%c3%a9', false],
    ['User-agent: *\nDisallow: /café', '/caf%C3%A9', false],
    ['\uFEFFuser-agent : *\ndisallow /x # why', '/x', false],
    ['Disallow: /x', '/x', true],
    ['User-agent: *\rDisallow: /x\r', '/x', false],
    ['User-agent: *\nDisallow: /X', '/x', true],
  ])('%j %s is %s', (robots, path, allowed) => {
    expect(allows(robots, path)).toBe(allowed);
  });

  it('matches hostile patterns in linear time', () => {
    const started = performance.now();
    expect(allows(`User-agent: *\nDisallow: /${'*a'.repeat(2_000)}$`, `/${'a'.repeat(4_000)}b`)).toBe(true);
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it('reads crawl-delay and sitemaps', () => {
    const rules = parseRobots('User-agent: *\nCrawl-delay: 1.5\nSitemap: https://a.example/s.xml');
    expect(rules.crawlDelayMs('Hemline')).toBe(1500);
    expect(rules.sitemaps).toEqual(['https://a.example/s.xml']);
  });

  it('is open on 404, closed for now on 500, and asked for once', async () => {
    let status = 404;
    const site = await serve((request, response) => {
      if (request.url === '/robots.txt') response.writeHead(status).end('User-agent: *\nDisallow: /');
      else response.writeHead(200, { 'content-type': 'text/html' }).end('<p>hello');
    }, true);
    const open = testFetcher([site.host]);
    await open.fetch(`${site.url}/a`, { delayMs: 0 });
    await open.fetch(`${site.url}/b`, { delayMs: 0 });
    expect(site.hits.filter((hit) => hit === '/robots.txt')).toHaveLength(1);
    status = 500;
    const closed = testFetcher([site.host]);
    await expect(closed.fetch(`${site.url}/a`, { delayMs: 0 })).rejects.toMatchObject({
      details: { reason: 'robots-unreachable' },
    });
    expect(site.hits.filter((hit) => hit === '/a')).toHaveLength(1);
    await Promise.all([open.close(), closed.close(), site.close()]);
  });

  it('reports a source whose own address is closed', async () => {
    const site = await serve(
      (request, response) =>
        response.writeHead(200, { 'content-type': 'text/plain' }).end('User-agent: *\nDisallow: /feed'),
      true,
    );
    const { outcome, store } = await crawlOnce(testSource({ urls: [`${site.url}/feed.xml`] }), [site.host]);
    await site.close();
    expect(outcome).toMatchObject({ health: 'blocked', violations: ['robots'] });
    expect(store.reasons()).toEqual({ robots: 1 });
    expect(site.hits).toEqual(['/robots.txt']);
  });
});
