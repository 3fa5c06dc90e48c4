import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { toAppError } from '../../core/errors.ts';
import type { FetcherOptions } from '../../crawlers/index.ts';
import { reasonOf } from '../../crawlers/fetch/fetch-error.ts';
import { parseRobots } from '../../crawlers/fetch/robots-rules.ts';
import { crawlOnce, testFetcher, testSource } from './support/crawl.ts';
import { serve, type Served } from './support/serve.ts';

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
    ['User-agent: *\nDisallow: /a/\nAllow: /a/b/\nDisallow: /a/b/c', '/a/b/c', false],
    ['User-agent: *\nDisallow: /a/\nAllow: /a/b/\nDisallow: /a/b/c', '/a/b/d', true],
    ['User-agent: *\nDisallow: /$', '/', false],
    ['User-agent: *\nDisallow: /$', '/x', true],
    ['User-agent: *\nDisallow: /*?', '/x?y=1', false],
    ['User-agent: *\nDisallow: /*?', '/x', true],
    ['User-agent: *\nDisallow: *', '/x', false],
    ['User-agent: *\nDisallow: x', '/x', true],
    ['User-agent: *\nDisallow: /a%2Fb', '/a%2fb', false],
    ['User-agent: *\nDisallow: /a%2Fb', '/a/b', true],
    ['User-agent: *\nDisallow: /阔腿裤', '/%E9%98%94%E8%85%BF%E8%A3%A4/1', false],
    ['User-agent: hemlines\nDisallow: /', '/x', true],
    ['User-agent: hem\nDisallow: /', '/x', true],
    ['User-agent: *\nDisallow: /\n\nUser-agent: hemline\n', '/x', true],
    ['User-agent: *\nCrawl-delay: 3\nSitemap: https://a.example/s\nDisallow: /x', '/x', false],
    ['User-agent: a\nSitemap: https://a.example/s\nUser-agent: hemline\nDisallow: /x', '/x', false],
    ['# nothing\n<html>Not found</html>', '/x', true],
    ['User-agent: *\nDisallow: /x\0y', '/x', true],
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

  const answering = async (
    answer: (response: ServerResponse, path: string, base: () => string) => void,
    part: Partial<FetcherOptions> = {},
  ) => {
    const site: Served = await serve((request, response) => {
      const path = request.url ?? '';
      if (path.startsWith('/robots')) answer(response, path, () => site.url);
      else response.writeHead(200, { 'content-type': 'text/html' }).end('<p>hello');
    }, true);
    const fetcher = testFetcher([site.host], { limits: { totalMs: 400 }, ...part });
    const get = (path: string) =>
      fetcher.fetch(`${site.url}${path}`, { delayMs: 0 }).then(
        () => 'ok',
        (error: unknown) => reasonOf(toAppError(error)),
      );
    return { site, get, close: () => Promise.all([fetcher.close(), site.close()]) };
  };
  const CLOSED = 'User-agent: *\nDisallow: /closed\n';

  it.each([
    ['401', 'ok', (r: ServerResponse) => void r.writeHead(401).end(CLOSED)],
    ['403', 'ok', (r: ServerResponse) => void r.writeHead(403).end(CLOSED)],
    ['429', 'robots-unreachable', (r: ServerResponse) => void r.writeHead(429).end(CLOSED)],
    ['503', 'robots-unreachable', (r: ServerResponse) => void r.writeHead(503).end(CLOSED)],
    ['a drop', 'robots-unreachable', (r: ServerResponse) => void r.socket?.destroy()],
    ['silence', 'robots-unreachable', () => {}],
    ['binary', 'ok', (r: ServerResponse) => void r.writeHead(200).end(Buffer.alloc(9_000, 1))],
    ['a page', 'ok', (r: ServerResponse) => void r.writeHead(200).end('<html>Disallow: /closed')],
    ['rules', 'robots', (r: ServerResponse) => void r.writeHead(200).end(CLOSED)],
    ['UTF-8 with a mark', 'robots', (r: ServerResponse) => void r.writeHead(200).end(`\uFEFF${CLOSED}`)],
    [
      'packed rules',
      'robots',
      (r: ServerResponse) => void r.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(CLOSED)),
    ],
    [
      'rules before an endless comment',
      'robots',
      (r: ServerResponse) => void r.writeHead(200).end(CLOSED + '# more\n'.repeat(400_000)),
    ],
    [
      'rules beyond 500 KiB',
      'ok',
      (r: ServerResponse) => void r.writeHead(200).end(`${'#'.repeat(512_000)}\n${CLOSED}`),
    ],
    [
      'a packed bomb after the rules',
      'robots-unreachable',
      (r: ServerResponse) =>
        void r.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(CLOSED + '#'.repeat(40_000_000))),
    ],
  ])('after %s: %s', async (_name, expected, answer) => {
    const { get, close } = await answering(answer);
    expect(await get('/closed')).toBe(expected);
    await close();
  });

  it.each([
    [5, 'robots'],
    [6, 'ok'],
  ])('follows %i redirects: %s', async (hops, expected) => {
    const { get, close } = await answering((response, path, base) => {
      const at = Number(/\d+$/.exec(path)?.[0] ?? 0);
      if (at < hops) response.writeHead(301, { location: `${base()}/robots-${at + 1}` }).end();
      else response.writeHead(200).end(CLOSED);
    });
    expect(await get('/closed')).toBe(expected);
    await close();
  });

  it('keeps rules for a day, and what could not be had for ten minutes', async () => {
    let nowMs = 0;
    let status = 503;
    const { site, get, close } = await answering((response) => response.writeHead(status).end(CLOSED), {
      monotonicMs: () => nowMs,
      limits: { maxWaitMs: 10 },
    });
    const asked = () => site.hits.filter((hit) => hit === '/robots.txt').length;
    expect(await get('/a')).toBe('robots-unreachable');
    const tries = asked();
    nowMs += 500_000;
    expect(await get('/a')).toBe('robots-unreachable');
    expect(asked()).toBe(tries);
    status = 200;
    nowMs += 200_000;
    expect(await get('/a')).toBe('ok');
    nowMs += 23 * 3_600_000;
    expect(await get('/closed')).toBe('robots');
    expect(asked()).toBe(tries + 1);
    nowMs += 2 * 3_600_000;
    expect(await get('/closed')).toBe('robots');
    expect(asked()).toBe(tries + 2);
    await close();
  });

  it('asks again after ten minutes where the guard refused a redirect of robots.txt', async () => {
    let nowMs = 0;
    let away = true;
    const { get, close } = await answering(
      (response) =>
        away
          ? response.writeHead(302, { location: 'http://10.0.0.1/robots.txt' }).end()
          : response.writeHead(200).end(CLOSED),
      { monotonicMs: () => nowMs },
    );
    expect(await get('/a')).toBe('private-address');
    away = false;
    expect(await get('/a')).toBe('private-address');
    nowMs += 700_000;
    expect(await get('/a')).toBe('ok');
    await close();
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
