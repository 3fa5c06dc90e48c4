import { describe, expect, it } from 'vitest';
import type { Politeness } from '../../core/source.ts';
import { endOfQuietHours, inQuietHours } from '../../crawlers/run-limits.ts';
import { crawlOnce, testSource } from './support/crawl.ts';
import { MemoryStore } from './support/memory-store.ts';
import { byPath, serve, type Handler } from './support/serve.ts';

const article = (n: number, head = '') =>
  `<html><head><title>Story ${n}</title>${head}</head><body><article><h1>Story ${n} of the coats</h1>` +
  `<p>${`Coat ${n} is worn with wide trousers in the ${n}th week of the season. `.repeat(5)}</p></article></body></html>`;
const list = (links: string) => `<html><body>${links}</body></html>`;
const link = (n: number, rel = '') =>
  `<h2><a href="/story-${n}" ${rel}>Story ${n} of the coats this week</a></h2>`;
const listing = (url: string, politeness: Partial<Politeness> = {}) =>
  testSource({
    platform: 'listing',
    urls: [`${url}/`],
    politeness: { delayMs: 0, maxPagesPerRun: 200, honourTdmReservation: true, ...politeness },
  });

async function reasonsOf(handler: Handler, politeness: Partial<Politeness> = {}) {
  const site = await serve(handler);
  const { store, outcome } = await crawlOnce(listing(site.url, politeness), [site.host]);
  await site.close();
  const reasons = store.ledger.map(({ url, reason }) => [new URL(url).pathname, reason]);
  return { reasons: Object.fromEntries(reasons), store, outcome, hits: site.hits };
}

describe('what a page says of itself', () => {
  const pages = byPath({
    '/': { body: list([1, 2, 3, 4, 5].map((n) => link(n)).join('')) },
    '/story-1': { body: article(1, '<meta name="robots" content="noindex">') },
    '/story-2': { body: article(2), headers: { 'x-robots-tag': 'otherbot: noindex, nofollow' } },
    '/story-3': { body: article(3), headers: { 'x-robots-tag': 'hemline: noindex' } },
    '/story-4': { body: article(4, '<meta name="robots" content="noai">') },
    '/story-5': { body: article(5), headers: { 'tdm-reservation': '1' } },
  });

  it('is honoured where the source says so, and named in the ledger', async () => {
    const { reasons, store, outcome } = await reasonsOf(pages);
    expect(reasons).toEqual({
      '/': 'ok',
      '/story-1': 'noindex',
      '/story-2': 'ok',
      '/story-3': 'noindex',
      '/story-4': 'noai',
      '/story-5': 'tdm-reservation',
    });
    expect(store.documents.map(({ title }) => title)).toEqual(['Story 2 of the coats']);
    expect(outcome.counts.dropped).toMatchObject({ noindex: 2 });
    expect(store.ledger.find(({ reason }) => reason === 'noai')?.status).toBe(200);
  });

  it('is recorded where the source does not honour it', async () => {
    const { reasons, store } = await reasonsOf(pages, { honourNoindex: false, honourTdmReservation: false });
    expect(reasons).toMatchObject({
      '/story-1': 'ok-noindex',
      '/story-4': 'ok-noai',
      '/story-5': 'ok-tdm-reservation',
    });
    expect(store.documents).toHaveLength(5);
  });

  it('follows from a list that is not to be indexed, and not from one that says nofollow', async () => {
    const follow = await reasonsOf(
      byPath({
        '/': { body: list(link(1)), headers: { 'x-robots-tag': 'noindex' } },
        '/story-1': { body: article(1) },
      }),
    );
    expect(follow.reasons).toEqual({ '/': 'noindex', '/story-1': 'ok' });
    const shy = { '/': { body: list(link(1)), headers: { 'x-robots-tag': 'nofollow' } } };
    const stay = await reasonsOf(byPath({ ...shy, '/story-1': { body: article(1) } }));
    expect(stay.reasons).toEqual({ '/': 'ok', '/story-1': 'nofollow' });
    const told = await reasonsOf(byPath({ ...shy, '/story-1': { body: article(1) } }), {
      honourNofollow: false,
    });
    expect(told.reasons).toEqual({ '/': 'ok-nofollow', '/story-1': 'ok' });
  });

  it('leaves links marked nofollow alone', async () => {
    const { reasons, hits } = await reasonsOf(
      byPath({
        '/': { body: list(link(1) + link(2, 'rel="nofollow ugc"')) },
        '/story-1': { body: article(1) },
        '/story-2': { body: article(2) },
      }),
    );
    expect(reasons).toEqual({ '/': 'ok', '/story-1': 'ok', '/story-2': 'nofollow' });
    expect(hits).not.toContain('/story-2');
  });

  it('asks the site-wide file once, and keeps what it reserves out', async () => {
    const { reasons, outcome, hits } = await reasonsOf(
      byPath({
        '/': { body: list(link(1) + link(2) + link(3)) },
        '/.well-known/tdmrep.json': {
          type: 'application/json',
          body: '[{"location":"/story-*","tdm-reservation":1}]',
        },
        '/story-1': { body: article(1) },
        '/story-2': { body: article(2), headers: { 'tdm-reservation': '0' } },
        '/story-3': { body: article(3) },
      }),
    );
    expect(reasons).toEqual({
      '/': 'ok',
      '/story-1': 'tdm-reservation',
      '/story-2': 'ok',
      '/story-3': 'tdm-reservation',
    });
    expect(hits.filter((hit) => hit.includes('tdmrep'))).toHaveLength(1);
    expect(outcome.health).toBe('ok');
  });

  it('makes a source blocked that keeps all for itself', async () => {
    const { outcome } = await reasonsOf(
      byPath({ '/': { body: list(''), headers: { 'tdm-reservation': '1' } } }),
    );
    expect(outcome).toMatchObject({
      health: 'blocked',
      reason: 'the site keeps its pages for itself: tdm-reservation',
    });
  });
});

describe('quiet hours', () => {
  const at = (time: string) => new Date(`2026-11-16T${time}Z`);
  it.each([
    [[22, 6], '21:59:59.999', false],
    [[22, 6], '22:00:00.000', true],
    [[22, 6], '23:59:59.999', true],
    [[22, 6], '00:00:00.000', true],
    [[22, 6], '05:59:59.999', true],
    [[22, 6], '06:00:00.000', false],
    [[8, 12], '07:59:59.999', false],
    [[8, 12], '08:00:00.000', true],
    [[8, 12], '12:00:00.000', false],
    [[20, 24], '23:59:59.999', true],
    [[20, 24], '00:00:00.000', false],
    [[5, 5], '05:00:00.000', false],
  ] as const)('%j at %s: %s', ([from, to], time, quiet) => {
    expect(inQuietHours([from, to], at(time))).toBe(quiet);
  });

  it.each([
    [[22, 6], '23:10:00.000', '2026-11-17T06:00:00.000Z'],
    [[22, 6], '01:10:00.000', '2026-11-16T06:00:00.000Z'],
    [[8, 12], '08:00:00.000', '2026-11-16T12:00:00.000Z'],
    [[20, 24], '21:00:00.000', '2026-11-17T00:00:00.000Z'],
    [[0, 24], '21:00:00.000', null],
  ] as const)('%j at %s end at %s', ([from, to], time, end) => {
    expect(endOfQuietHours([from, to], at(time))?.toISOString() ?? null).toBe(end);
  });

  it('keep a run from beginning, and tell when it may', async () => {
    const site = await serve(byPath({ '/': { body: list(link(1)) } }));
    const { outcome } = await crawlOnce(listing(site.url, { quietHoursUtc: [5, 7] }), [site.host]);
    await site.close();
    expect(outcome).toMatchObject({ health: 'skipped', nextDueAt: new Date('2026-11-16T07:00:00.000Z') });
    expect(site.hits).toEqual([]);
  });

  it('end a run that began before them', async () => {
    const body = list([1, 2, 3].map((n) => link(n)).join(''));
    const site = await serve(byPath({ '/': { body }, '/story-1': { body: article(1) } }));
    const clock = { now: () => at(site.hits.length > 1 ? '22:00:00.000' : '21:59:58.000') };
    const { outcome, store } = await crawlOnce(
      listing(site.url, { quietHoursUtc: [22, 6] }),
      [site.host],
      undefined,
      { clock },
    );
    await site.close();
    expect(outcome).toMatchObject({
      health: 'ok',
      stoppedBy: 'quiet-hours',
      reason: 'stopped when its quiet hours began',
      nextDueAt: new Date('2026-11-17T06:00:00.000Z'),
    });
    expect(store.reasons()).toEqual({ ok: 1, 'quiet-hours': 1 });
    expect(store.lastCursor).toMatchObject({ listAgain: true });
  });
});

describe('what a run may cost', () => {
  it('ends at its time limit', async () => {
    const site = await serve(
      byPath({ '/': { body: list(link(1) + link(2)) }, '/story-1': { body: article(1) } }),
    );
    const monotonicMs = () => (site.hits.length > 1 ? 61_000 : 0);
    const { outcome, store } = await crawlOnce(
      listing(site.url, { maxMinutesPerRun: 1 }),
      [site.host],
      undefined,
      { monotonicMs },
    );
    await site.close();
    expect(outcome).toMatchObject({
      stoppedBy: 'time-limit',
      reason: 'stopped at the time limit of the run',
    });
    expect(store.reasons()).toEqual({ ok: 1, 'time-limit': 1 });
  });

  it('tells what its store could not keep', async () => {
    const site = await serve(byPath({ '/': { body: list(link(1)) }, '/story-1': { body: article(1) } }));
    const store = new MemoryStore();
    store.unstorable = { erased: 1 };
    const { outcome } = await crawlOnce(listing(site.url), [site.host], store);
    await site.close();
    expect(outcome.counts.dropped).toMatchObject({ erased: 1 });
  });
});
