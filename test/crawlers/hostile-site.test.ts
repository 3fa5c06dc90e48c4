import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toAppError } from '../../core/errors.ts';
import { extractPage } from '../../crawlers/index.ts';
import { reasonOf } from '../../crawlers/fetch/fetch-error.ts';
import { crawlOnce, testFetcher, testSource } from './support/crawl.ts';
import { hostileLists, LISTS } from './support/hostile-lists.ts';
import { BEHAVIOURS, hostileSite } from './support/hostile-site.ts';
import { serve, type Served } from './support/serve.ts';

const LIMITS = { totalMs: 700, maxBodyBytes: 2_000_000, connectMs: 500, maxWaitMs: 100 };
let site: Served;
let lists: Served;
beforeAll(async () => {
  site = await serve(
    hostileSite(() => site.url),
    true,
  );
  lists = await serve(hostileLists(() => lists.url));
});
afterAll(() => Promise.all([site.close(), lists.close()]));

const RESERVED = ['tdm-reservation', 'noai'];

describe('a hostile site', () => {
  it('has at least 100 bad habits', () => {
    expect(Object.keys(BEHAVIOURS).length + Object.keys(LISTS).length).toBeGreaterThan(100);
  });

  it.each(Object.entries(BEHAVIOURS).filter(([, { expected }]) => !RESERVED.includes(expected)))(
    '%s ends with its reason',
    async (path, { expected }) => {
      const fetcher = testFetcher([site.host], { limits: LIMITS });
      const result = await fetcher.fetch(`${site.url}/${path}`, { delayMs: 0 }).then(
        (page) => {
          extractPage({ url: page.finalUrl, body: page.body });
          return 'ok';
        },
        (error: unknown) => reasonOf(toAppError(error)),
      );
      await fetcher.close();
      expect(result).toBe(expected);
    },
  );

  it('leaves each address of a run with its reason in the ledger, and hangs nowhere', async () => {
    const all = Object.entries(BEHAVIOURS);
    const groups = Array.from({ length: Math.ceil(all.length / 40) }, (_, n) =>
      all.slice(n * 40, n * 40 + 40),
    );
    for (const group of groups) {
      const ended = await Promise.all(
        group.map(async ([path]) => {
          const source = testSource({ platform: 'listing', urls: [`${site.url}/${path}`] });
          const limits = { limits: { ...LIMITS, totalMs: 300 } };
          const { store } = await crawlOnce(source, [site.host], undefined, {}, limits);
          return [path, store.ledger[0]?.reason ?? 'nothing'] as const;
        }),
      );
      const wrong = ended.filter(([path, reason]) => {
        const expected = BEHAVIOURS[path]!.expected;
        // A host that asked for patience is not asked again within the run.
        return reason !== expected && !(reason === 'paced' && /^http-(429|503)$/.test(expected));
      });
      expect(wrong).toEqual([]);
    }
    expect(site.hits).not.toContain('/closed/page');
  });

  it('ends one run over many of them as blocked, and pauses nothing that is not there', async () => {
    const paths = [
      'redirect-to-metadata',
      'gzip-bomb',
      'reserved-by-header',
      'reserved-by-meta',
      'status-404',
      'binary-as-html',
      'redirect-into-closed',
    ];
    const source = testSource({ urls: paths.map((path) => `${site.url}/${path}`) });
    const { store, outcome } = await crawlOnce(source, [site.host], undefined, {}, { limits: LIMITS });
    const reasons = Object.fromEntries(
      store.ledger.map(({ url, reason }) => [new URL(url).pathname.slice(1), reason]),
    );
    expect(reasons).toEqual(Object.fromEntries(paths.map((path) => [path, BEHAVIOURS[path]?.expected])));
    expect(outcome.health).toBe('blocked');
  });

  it('cannot slip a second answer into the connection for the next request', async () => {
    const twice = 'HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 5\r\n\r\n';
    const poisoned = await serve((request, response) => {
      if (request.url === '/first') response.socket?.write(`${twice}first${twice}venom`);
      else response.writeHead(200, { 'content-type': 'text/html' }).end('later');
    });
    const fetcher = testFetcher([poisoned.host], { limits: LIMITS });
    const get = (path: string) =>
      fetcher.fetch(`${poisoned.url}${path}`, { delayMs: 0 }).then(
        (page) => Buffer.from(page.body).toString(),
        (error: unknown) => reasonOf(toAppError(error)),
      );
    expect(['first', 'bad-http', 'connection-lost']).toContain(await get('/first'));
    for (const path of ['/a', '/b', '/c']) expect(await get(path)).not.toContain('venom');
    await Promise.all([fetcher.close(), poisoned.close()]);
  });

  it('does not tire with validators that change each time', async () => {
    let version = 0;
    const site = await serve((_request, response) => {
      version += 1;
      const headers = {
        etag: `"${version}"`,
        'last-modified': new Date(4_000_000_000_000 + version).toUTCString(),
      };
      response
        .writeHead(200, { 'content-type': 'application/rss+xml', ...headers })
        .end('<rss><channel/></rss>');
    });
    const source = testSource({ urls: [`${site.url}/feed`] });
    const { store } = await crawlOnce(source, [site.host]);
    store.nextRun();
    await crawlOnce(source, [site.host], store);
    expect(store.reasons()).toEqual({ ok: 1 });
    await site.close();
  });
});

describe('hostile lists', () => {
  it.each(Object.entries(LISTS))('%s is bounded, and says what it was', async (name, list) => {
    const source = testSource({
      platform: list.platform,
      urls: [`${lists.url}${list.path ?? `/${name}`}`],
      options: list.options ?? {},
      politeness: { delayMs: 0, maxPagesPerRun: 30, honourTdmReservation: true },
    });
    const { store, outcome } = await crawlOnce(
      source,
      [lists.host],
      undefined,
      {},
      {
        limits: { ...LIMITS, totalMs: 5_000, maxBodyBytes: 16_000_000 },
      },
    );
    expect(Object.keys(store.reasons())).toEqual(expect.arrayContaining(list.reasons));
    const asked = store.ledger.filter(({ outcome: how }) => how !== 'skipped').length;
    expect(asked).toBeLessThanOrEqual(list.most + 5);
    expect(JSON.stringify(store.documents)).not.toMatch(/root:|lollol/);
    expect(outcome.reason).not.toBe('');
  });
});
