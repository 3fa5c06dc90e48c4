import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toAppError } from '../../core/errors.ts';
import { extractPage } from '../../crawlers/index.ts';
import { reasonOf } from '../../crawlers/fetch/fetch-error.ts';
import { crawlOnce, testFetcher, testSource } from './support/crawl.ts';
import { BEHAVIOURS, hostileSite } from './support/hostile-site.ts';
import { serve, type Served } from './support/serve.ts';

const LIMITS = { totalMs: 700, maxBodyBytes: 2_000_000, connectMs: 500 };
let site: Served;
beforeAll(async () => {
  site = await serve(
    hostileSite(() => site.url),
    true,
  );
});
afterAll(() => site.close());

describe('a hostile site', () => {
  it.each(Object.entries(BEHAVIOURS).filter(([, { expected }]) => !['tdm-reservation', 'noai'].includes(expected)))(
    '%s ends with its reason',
    async (path, { expected }) => {
      const started = performance.now();
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
      expect(performance.now() - started).toBeLessThan(8_000);
    },
  );

  it('leaves each URL with its reason in the ledger, and hangs nowhere', async () => {
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
    expect(site.hits).not.toContain('/closed/page');
  });
});
